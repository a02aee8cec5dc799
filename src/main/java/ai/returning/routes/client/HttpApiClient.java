package ai.returning.routes.client;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/** The client over Apache HttpClient, with pooled connections. */
public final class HttpApiClient implements ApiClient {
    private final CallPreparation preparation;
    private final CallWatch watch = new CallWatch();
    private final ScheduledExecutorService timer = ClientThread.timer("turns");
    private final CallGate gate;
    private final BlockingCaller blocking;
    private final AsyncCaller async;

    /**
     * Opens the client; nothing is sent yet.
     *
     * @throws RaiException CONFIG_INVALID for a base URL or a key that cannot be used
     */
    public HttpApiClient(Contract contract, ClientSettings settings, Clock clock) {
        this.preparation = new CallPreparation(contract, settings, clock);
        this.gate = new CallGate(settings.policy(), timer);
        this.blocking = new BlockingCaller(settings, watch, gate);
        this.async = new AsyncCaller(settings, watch, gate, timer);
    }

    @Override
    public Answer call(ApiCall call) {
        return blocking.call(prepared(call));
    }

    private PreparedCall prepared(ApiCall call) {
        try {
            return preparation.prepare(call);
        } catch (RaiException e) {
            throw new NotSentException(e);
        }
    }

    @Override
    public CompletionStage<Answer> callAsync(ApiCall call) {
        PreparedCall prepared;
        try {
            if (call.upload() != null) {
                throw new RaiException(
                        ErrorCode.PARAMETER_INVALID,
                        "A file of " + call.operationId() + " cannot go without a thread. Use call().");
            }
            prepared = preparation.prepare(call);
        } catch (RaiException e) {
            return CompletableFuture.failedStage(new NotSentException(e));
        }
        return async.call(prepared);
    }

    @Override
    public void close() {
        gate.close();
        timer.shutdownNow();
        // before the connections go: a call under way shall know who ended it, and the host is not to blame
        watch.close();
        blocking.close();
        async.close();
    }
}
