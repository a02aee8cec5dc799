package ai.returning.routes.effects;

import java.util.Locale;

/**
 * What a person did beside moving an effect.
 *
 * @param at milliseconds since 1970
 * @param who the person, as the system knows them
 * @param item an item of the quarantine, or a flow as {@code flow:<name>}
 * @param reason empty if none was asked for
 */
public record DeskNote(long at, String who, Action action, String item, String reason) {
    /** What a person can do. */
    public enum Action {
        /** Asked that an event is decided again. */
        REPLAY,
        /** Put an item of the quarantine away. */
        CLOSE,
        /** Stopped a flow. */
        STOP,
        /** Let a stopped flow go on. */
        START;

        /** The word in tables. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a flow is named in a note. */
    static String ofFlow(String flow) {
        return "flow:" + flow;
    }
}
