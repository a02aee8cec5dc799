package ai.returning.routes.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Calls the API once: no automatic retry, no redirect. Safe for use by many threads. */
public interface ApiClient extends AutoCloseable {

    /**
     * Makes the call and waits for the answer.
     *
     * @throws CallFailedException the class of failure tells whether the call may have acted
     */
    Answer call(ApiCall call);

    /**
     * Makes the call without waiting for it; the stage fails with a {@link CallFailedException}.
     *
     * @throws ai.returning.routes.support.RaiException for a call that cannot be made at all
     */
    default CompletionStage<Answer> callAsync(ApiCall call) {
        return CompletableFuture.supplyAsync(() -> call(call), CallThreads.POOL);
    }

    @Override
    void close();
}
