package ai.returning.routes.effects;

import java.util.List;

/** Other names of a user: address, short id, object id. */
@FunctionalInterface
public interface OtherNames {
    /** Knows no other name. */
    OtherNames NONE = name -> List.of();

    /** What else a user is called; without an entry for a name that is not known. */
    List<String> of(String name);
}
