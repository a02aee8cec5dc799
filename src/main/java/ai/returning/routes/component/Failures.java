package ai.returning.routes.component;

import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Says more about a failure and keeps its code and class, so that a route can still tell one from another. */
final class Failures {
    private Failures() {}

    static RaiException reworded(RaiException cause, String before, String after) {
        String text = before + cause.sentence() + after;
        if (cause instanceof CallFailedException call) {
            return new CallFailedException(
                    call.code(), call.kind(), call.status(), call.retryAfter().orElse(null), text, call);
        }
        return new RaiException(cause.code(), text, cause);
    }

    /** The failure itself, without the wrapping of a future. */
    static Throwable unwrapped(Throwable failure) {
        Throwable inner = failure;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    static RaiException coded(Throwable failure) {
        Throwable inner = unwrapped(failure);
        return inner instanceof RaiException coded
                ? coded
                : new RaiException(
                        ErrorCode.BUG,
                        "A call failed in an unexpected way: "
                                + inner.getClass().getName() + ".",
                        inner);
    }
}
