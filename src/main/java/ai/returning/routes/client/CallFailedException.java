package ai.returning.routes.client;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call of the API that did not succeed. */
public final class CallFailedException extends RaiException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final int status;
    private final @Nullable Duration retryAfter;
    private final boolean inOwnForm;

    public CallFailedException(
            ErrorCode code,
            FailureKind kind,
            int status,
            @Nullable Duration retryAfter,
            String message,
            @Nullable Throwable cause) {
        this(code, kind, status, retryAfter, message, cause, false);
    }

    /** @param inOwnForm see {@link #inOwnForm()} */
    public CallFailedException(
            ErrorCode code,
            FailureKind kind,
            int status,
            @Nullable Duration retryAfter,
            String message,
            @Nullable Throwable cause,
            boolean inOwnForm) {
        super(code, message, cause);
        this.kind = kind;
        this.status = status;
        this.retryAfter = retryAfter;
        this.inOwnForm = inOwnForm;
    }

    public FailureKind kind() {
        return kind;
    }

    /** HTTP status, or 0 if there was no answer. */
    public int status() {
        return status;
    }

    /**
     * True if the answer came in an envelope of the operation, so that the API itself said so and nothing that stands
     * before it.
     */
    public boolean inOwnForm() {
        return inOwnForm;
    }

    /** What a 429 or 503 asked for, clamped to sane bounds; empty if it named nothing usable. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
