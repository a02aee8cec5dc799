package ai.returning.routes.inbox;

/** The text of an event cannot be read. The sentence quotes nothing of it. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String sentence) {
        super(sentence, null, false, false);
    }
}
