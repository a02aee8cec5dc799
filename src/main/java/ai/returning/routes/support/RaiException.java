package ai.returning.routes.support;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a person can act on. The message is one sentence or two: what failed, where, the value, the rule, the
 * next step; it holds no secret and starts with the code.
 */
public class RaiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public RaiException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public RaiException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code.code() + " " + message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    /** The message without its code, to be quoted within another one. */
    public String sentence() {
        return String.valueOf(getMessage()).substring(code.code().length() + 1);
    }
}
