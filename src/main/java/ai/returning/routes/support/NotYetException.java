package ai.returning.routes.support;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The other side fails whoever asks it, and is left alone for a while: what was wanted is not to blame, and is to be tried
 * again after that, however often that takes.
 */
public final class NotYetException extends RaiException {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    /** @param wait until it makes sense to try again */
    public NotYetException(ErrorCode code, String message, Duration wait, @Nullable Throwable cause) {
        super(code, message, cause);
        this.wait = wait;
    }

    public Duration waitTime() {
        return wait;
    }
}
