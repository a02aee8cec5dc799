package ai.returning.routes.emulator.crm;

/**
 * How a call goes wrong.
 *
 * @param status of the answer, for {@link Kind#STATUS}
 * @param policy the limit that was met, as the answer names it; empty for none
 */
public record CrmFault(Kind kind, int status, String policy) {
    /** A status that is never sent: the connection ends without an answer. */
    static final int BROKEN_OFF = 0;

    /** What goes wrong. */
    public enum Kind {
        /** Nothing: this call goes well, the next fault is for the next one. */
        NONE,
        STATUS,
        REPEAT_PAGE,
        SKIP_PAGE,
        NO_JSON
    }

    public static CrmFault status(int status) {
        return new CrmFault(Kind.STATUS, status, "");
    }

    /** An answer 429 of a limit such as {@code TEN_SECONDLY_ROLLING} or {@code DAILY}. */
    public static CrmFault limit(String policy) {
        return new CrmFault(Kind.STATUS, 429, policy);
    }

    public static CrmFault none() {
        return new CrmFault(Kind.NONE, 200, "");
    }

    public static CrmFault brokenOff() {
        return status(BROKEN_OFF);
    }

    public static CrmFault repeatedPage() {
        return new CrmFault(Kind.REPEAT_PAGE, 200, "");
    }

    public static CrmFault skippedPage() {
        return new CrmFault(Kind.SKIP_PAGE, 200, "");
    }

    public static CrmFault noJson() {
        return new CrmFault(Kind.NO_JSON, 200, "");
    }
}
