package ai.returning.routes.effects.rules;

/** An event or a rule's call that cannot be decided; ends in a parked verdict. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.why(), null, false, false);
        this.refusal = refusal;
    }

    RefusedException(String reason, String why) {
        this(new Refusal(reason, why));
    }

    Refusal refusal() {
        return refusal;
    }
}
