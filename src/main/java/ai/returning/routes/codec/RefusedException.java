package ai.returning.routes.codec;

/**
 * A message that does not prove where it comes from. The sentence is for our log: it holds neither key nor text of the
 * message, and the sender never sees it. Without a stack trace, so that a refusal costs little.
 */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(String sentence) {
        super(sentence, null, false, false);
    }

    /** What was wrong. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
