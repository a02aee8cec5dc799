package ai.returning.routes.effects.rules;

/**
 * Why something cannot be decided.
 *
 * @param reason one word
 * @param why one sentence without a full stop
 */
record Refusal(String reason, String why) {
    static final String INVALID = "invalid-event";
    static final String FUTURE = "future-event";
    static final String UNKNOWN_USER = "unknown-user";
    static final String AMBIGUOUS_USER = "ambiguous-user";
    static final String USER_INCOMPLETE = "user-incomplete";
    static final String AMOUNT = "amount-refused";
    static final String CALL = "call-unfit";
    static final String EDITED = "edited";
    static final String OTHER_CONTENT = "other-content";

    static Refusal invalid(String why) {
        return new Refusal(INVALID, why);
    }
}
