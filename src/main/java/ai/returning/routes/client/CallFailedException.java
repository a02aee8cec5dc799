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

    public CallFailedException(
            ErrorCode code,
            FailureKind kind,
            int status,
            @Nullable Duration retryAfter,
            String message,
            @Nullable Throwable cause) {
        super(code, message, cause);
        this.kind = kind;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    public FailureKind kind() {
        return kind;
    }

    /** HTTP status, or 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** What a 429 or 503 asked for, clamped to sane bounds; empty if it named nothing usable. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
