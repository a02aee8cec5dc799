package ai.returning.routes.effects.rules;

import java.util.Optional;

/** The settings that a file of rules may read as {@code {{name}}}. */
@FunctionalInterface
public interface RuleSettings {
    /** None is known. */
    RuleSettings NONE = name -> Optional.empty();

    /** The value of a setting, perhaps blank; empty if there is none of this name. */
    Optional<String> value(String name);
}
