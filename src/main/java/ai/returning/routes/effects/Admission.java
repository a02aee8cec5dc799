package ai.returning.routes.effects;

/**
 * What became of an order.
 *
 * @param kind whether it is a new effect, a known one, or contradicts one
 * @param effect the effect as it stands in the ledger
 */
public record Admission(Kind kind, Effect effect) {
    /** The kinds of answer. */
    public enum Kind {
        /** It is ours to send. */
        FRESH,
        /** It waits for a person's approval. */
        HELD,
        /** The same order was there before; the state of the effect says how far it is. */
        KNOWN,
        /** The business event is known with another content: parked for a person, nothing is sent. */
        CONFLICT
    }
}
