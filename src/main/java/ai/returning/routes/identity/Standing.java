package ai.returning.routes.identity;

import ai.returning.routes.identity.CommunityCheck.Demand;

/**
 * How a key stands to the configured community.
 *
 * @param why what was seen, one sentence
 */
public record Standing(Kind kind, String why) {

    /** What was seen. */
    public enum Kind {
        /** The key belongs to the configured community. */
        SAME,
        /** It belongs to another one, or may not ask. */
        OTHER,
        /** The API does not show it. */
        UNSHOWN,
        /** The API could not be asked. */
        UNREADABLE
    }

    static Standing unshown(String why) {
        return new Standing(Kind.UNSHOWN, why);
    }

    boolean maySend(Demand demand) {
        return kind == Kind.SAME || kind == Kind.UNSHOWN && demand == Demand.WHEN_SHOWN || demand == Demand.OFF;
    }
}
