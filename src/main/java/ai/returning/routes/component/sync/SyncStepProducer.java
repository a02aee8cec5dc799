package ai.returning.routes.component.sync;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RowBatch;
import ai.returning.routes.sync.RowBatches;
import ai.returning.routes.sync.SyncRun;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/** One step of a run, called on the run that travels in the body. */
final class SyncStepProducer extends DefaultProducer {
    private final SyncEndpoint endpoint;
    private final SyncStep step;

    SyncStepProducer(SyncEndpoint endpoint, SyncStep step) {
        super(endpoint);
        this.endpoint = endpoint;
        this.step = step;
    }

    /** A source that is not configured shows at start, not at the first run. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (step == SyncStep.READ) {
            endpoint.getComponent().requireSource(String.valueOf(endpoint.getSource()));
        }
    }

    @Override
    public void process(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        switch (step) {
            case READ -> read(exchange, expect(SyncRun.class, body));
            case MAP -> {
                RowBatch batch = expect(RowBatch.class, body);
                batch.run().map(batch);
            }
            case KEEP_CHANGED -> {
                RowBatch batch = expect(RowBatch.class, body);
                batch.run().keepChanged(batch);
            }
            case SETTLE -> expect(RowBatches.class, body).run().settle();
            case RUN, POLL, RECEIVE, DECIDE -> throw new IllegalStateException(step.word() + " is no step of a run");
        }
    }

    private void read(Exchange exchange, SyncRun run) {
        RowBatches batches = run.read(String.valueOf(endpoint.getSource()), endpoint.queryOf(run.flow()));
        exchange.getMessage().setBody(batches);
        // A route that fails leaves the iterator in the middle; its source connection must not stay open.
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                batches.close();
            }
        });
    }

    private <T> T expect(Class<T> type, @Nullable Object body) {
        if (type.isInstance(body)) {
            return type.cast(body);
        }
        String found = body == null ? "nothing" : body.getClass().getSimpleName();
        throw new RaiException(
                ErrorCode.BODY_UNFIT,
                "returning-ai-sync:" + step.word() + " needs a " + type.getSimpleName() + " as body and got " + found
                        + ". Order of a sync route: run, read, split with map, keep-changed and the bulk operation, "
                        + "then settle after the split.");
    }
}
