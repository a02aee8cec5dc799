package ai.returning.routes.support.shape;

import ai.returning.routes.support.YamlNode;

/**
 * What does not fit in a file.
 *
 * @param where the node to look at
 * @param kind what sort of misfit it is
 * @param problem what is wrong, without a full stop
 * @param advice what to write instead, without a full stop; may be empty
 */
public record Misfit(YamlNode where, Kind kind, String problem, String advice) {
    /** The sorts of misfit. */
    public enum Kind {
        UNKNOWN_KEY,
        MISSING_KEY,
        WRONG_VALUE
    }

    /** A key that stood before in the same map. */
    static Misfit twice(YamlNode key) {
        return new Misfit(key, Kind.WRONG_VALUE, "'" + key.text() + "' stands twice", "one of them");
    }

    /** {@code file:line what is wrong → what to write}. */
    public String line() {
        return where.place() + " " + problem + (advice.isEmpty() ? "" : " → " + advice);
    }
}
