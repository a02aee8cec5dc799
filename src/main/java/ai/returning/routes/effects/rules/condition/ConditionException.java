package ai.returning.routes.effects.rules.condition;

/** A condition that cannot be read. */
public final class ConditionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int at;
    private final String advice;

    ConditionException(int at, String problem, String advice) {
        super(problem);
        this.at = at;
        this.advice = advice;
    }

    /** Where, in characters from 0. */
    public int at() {
        return at;
    }

    /** What is wrong, without a full stop. */
    public String problem() {
        return String.valueOf(getMessage());
    }

    /** What to write instead; may be empty. */
    public String advice() {
        return advice;
    }
}
