package ai.returning.routes.component;

import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.sync.RecordingEngine;
import java.nio.file.Path;

/** The real route of sync-customers over a recording engine, for tests of the faces above it. */
public final class SyncContext implements AutoCloseable {
    private final RouteHarness harness;

    private SyncContext(RouteHarness harness) {
        this.harness = harness;
    }

    public static SyncContext start(RecordingEngine engine, FlowRunner runner) throws Exception {
        RouteHarness harness = new RouteHarness(engine, runner, false);
        harness.load(
                        Path.of("routes/shared/stop-on-failure.camel.yaml"),
                        Path.of("routes/sync-customers/sync-customers.camel.yaml"))
                .start();
        return new SyncContext(harness);
    }

    @Override
    public void close() {
        harness.close();
    }
}
