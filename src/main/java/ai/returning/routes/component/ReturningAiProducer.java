package ai.returning.routes.component;

import ai.returning.routes.sync.RowBatch;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Sends a batch of a run through its run, and anything else by a call that holds no thread of the route. */
final class ReturningAiProducer extends DefaultAsyncProducer {
    private final ReturningAiEndpoint endpoint;
    private final CallModes modes;

    ReturningAiProducer(ReturningAiEndpoint endpoint, CallModes modes) {
        super(endpoint);
        this.endpoint = endpoint;
        this.modes = modes;
    }

    /** Better now than at three in the morning. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.requireReady();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Object body = exchange.getMessage().getBody();
            if (modes.belongsToRun(body)) {
                RowBatch batch = (RowBatch) body;
                batch.run().send(batch, endpoint.operation());
            } else {
                forget(exchange);
                return call(exchange, modes.of(body).run(exchange).toCompletableFuture(), callback);
            }
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    /**
     * What an earlier call left must not look like the outcome of this one if it fails. The token of a reading stays for
     * calls within it.
     */
    private void forget(Exchange exchange) {
        ReturningAiConstants.OUTCOME_HEADERS.forEach(exchange.getMessage()::removeHeader);
        if (endpoint.isPaginate()) {
            exchange.getMessage().removeHeader(ReturningAiConstants.PAGE_TOKEN);
            exchange.removeProperty(ReturningAiConstants.PAGE_TOKEN);
        }
    }

    private boolean call(Exchange exchange, CompletableFuture<?> call, AsyncCallback callback) {
        // A transaction belongs to its thread, so there the thread waits.
        if (call.isDone() || exchange.isTransacted()) {
            call.handle((done, failure) -> ended(exchange, failure)).join();
            callback.done(true);
            return true;
        }
        // The threads of the client must not wait, and a route may.
        call.whenCompleteAsync(
                (done, failure) -> {
                    ended(exchange, failure);
                    callback.done(false);
                },
                endpoint.getComponent().continuations());
        return false;
    }

    private static boolean ended(Exchange exchange, @Nullable Throwable failure) {
        if (failure != null) {
            exchange.setException(Failures.unwrapped(failure));
        }
        return failure == null;
    }
}
