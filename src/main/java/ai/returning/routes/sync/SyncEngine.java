package ai.returning.routes.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts or continues runs. Safe for use by many threads. */
public interface SyncEngine extends AutoCloseable {

    /**
     * Claims the flow; waits for a dead run's lease.
     *
     * @throws ai.returning.routes.support.RaiException RUN_OPEN if another run of the flow is alive
     */
    SyncRun start(FlowDefinition flow, RunRequest request, RunListener listener);

    /**
     * The last runs, newest first.
     *
     * @param flow only runs of this flow, or null for all
     * @param limit at most so many
     */
    List<RunReport> recent(@Nullable String flow, int limit);

    @Override
    void close();
}
