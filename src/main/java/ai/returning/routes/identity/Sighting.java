package ai.returning.routes.identity;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.contract.UserKind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one answer said of one user: these names belong together.
 *
 * @param names by kind, as asked or shown
 * @param source the operation
 */
public record Sighting(Map<UserKind, String> names, String source, Evidence evidence) {

    /** The names as they are kept. */
    public Collection<KnownName> known(long now) {
        Map<UserKind, KnownName> known = new EnumMap<>(UserKind.class);
        names.forEach((kind, value) -> known.put(kind, new KnownName(kind, value, source, evidence, now)));
        return known.values();
    }
}
