package ai.returning.routes.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts or continues runs. */
public interface SyncEngine extends AutoCloseable {

    /**
     * Claims the flow. A run that a dead process left open is continued; one that cannot be continued is settled first.
     *
     * @throws ai.returning.routes.support.RaiException RUN_OPEN if another run of the flow is alive, CONFIRM_UNKNOWN
     */
    SyncRun start(FlowDefinition flow, RunRequest request, RunListener listener);

    /** The latest runs, newest first; of all flows if {@code flow} is null. */
    List<RunReport> recent(@Nullable String flow, int limit);

    /** Flows with an open run: those a dead process left, and those of living ones. */
    List<String> openFlows();

    /** Gives up settling what earlier runs left, as a start does first; the next start goes on with it. */
    default void stopSettlingEarlier(String reason) {}

    /** Asks all runs to stop and gives up waiting for the API. */
    @Override
    void close();
}
