package ai.returning.routes.client;

/** Calls the API once: no automatic retry, no redirect. Safe for use by many threads. */
public interface ApiClient extends AutoCloseable {

    /**
     * Makes the call and waits for the answer.
     *
     * @throws CallFailedException the class of failure tells whether the call may have acted
     */
    Answer call(ApiCall call);

    @Override
    void close();
}
