package ai.returning.routes.client;

import java.util.concurrent.CompletionStage;

/**
 * Calls the API, within the rate budget all callers share. Only operations the contract marks safe to repeat, and
 * without effect, are ever sent a second time. No redirect is followed. Safe for use by many threads.
 */
public interface ApiClient extends AutoCloseable {

    /**
     * Makes the call and waits for the answer.
     *
     * @throws CallFailedException the class of failure tells whether the call may have acted
     */
    Answer call(ApiCall call);

    /**
     * Makes the call without holding a thread; JSON or no body, no file. The caller waits only while the queue for a
     * turn is full. The stage completes with the answer or with what {@link #call} would throw, on a thread of the
     * client: work that takes long or blocks belongs elsewhere.
     */
    CompletionStage<Answer> callAsync(ApiCall call);

    @Override
    void close();
}
