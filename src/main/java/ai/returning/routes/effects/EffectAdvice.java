package ai.returning.routes.effects;

/** Which command goes on with an effect. */
final class EffectAdvice {
    private EffectAdvice() {}

    /** Empty if nothing waits for a person. */
    static String next(Effect effect) {
        String id = QuarantineItems.shortId(effect.id());
        return switch (effect.state()) {
            case PLANNED -> "./rai approvals approve " + id;
            // what a person refused is at its end
            case REJECTED -> effect.version() == 1 ? "" : "./rai ledger retry " + id + " --reason …";
            case NEEDS_PERSON -> "./rai ledger decide " + id + " applied|not-applied --reason …";
            default -> "";
        };
    }
}
