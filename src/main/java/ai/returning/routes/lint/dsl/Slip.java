package ai.returning.routes.lint.dsl;

import ai.returning.routes.support.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something in a route that the DSL does not take, or takes in a form of old.
 *
 * @param kind what sort of slip
 * @param where the node to look at
 * @param pair the key and the value it is about; null where it is about no pair
 * @param name the right key, as far as the kind has one; else empty
 * @param problem what is wrong, without a full stop
 * @param advice what to write, without a full stop
 * @param level how deep below the checked node
 */
public record Slip(
        Kind kind, YamlNode where, @Nullable Pair pair, String name, String problem, String advice, int level) {
    /** The sorts of slips. */
    public enum Kind {
        UNKNOWN_STEP,
        UNKNOWN_KEY,
        MISSING_KEY,
        /** A step without its expression, which the schema takes and Camel does not. */
        MISSING_EXPRESSION,
        WRONG_TYPE,
        /** A key in dash-case; {@link Slip#name} is the key. */
        DASHES,
        /** A single value where keys are meant; {@link Slip#name} is the key of the value. */
        SHORT,
        /** An expression without the key around it; {@link Slip#name} is that key. */
        BARE,
        /** A step, key or language that Camel will drop. */
        DEPRECATED;

        /** Whether the DSL takes it all the same. */
        boolean loads() {
            return this == SHORT || this == BARE || this == DEPRECATED;
        }
    }

    /**
     * A key with its value.
     *
     * @param parent the mapping both stand in
     */
    public record Pair(YamlNode parent, YamlNode key, YamlNode value) {}

    static boolean load(List<Slip> slips) {
        return slips.stream().allMatch(slip -> slip.kind().loads());
    }
}
