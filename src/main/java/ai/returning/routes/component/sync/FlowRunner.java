package ai.returning.routes.component.sync;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RunListener;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.RunRequest;
import ai.returning.routes.sync.SyncRun;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs a flow on request; every started {@code returning-ai-sync:run} route registers here. */
public final class FlowRunner {
    private final Map<String, FlowRoute> routes = new TreeMap<>();
    private final Set<SyncRun> running = new HashSet<>();
    private int starting;
    private @Nullable String stopReason;

    /** What a route offers. */
    interface FlowRoute {
        RunReport run(RunRequest request, RunListener listener);
    }

    /**
     * Runs the flow on the calling thread and waits for its end.
     *
     * @throws RaiException FLOW_UNKNOWN if no started route runs it, RUN_OPEN if another run of it is alive
     */
    public RunReport run(String flow, RunRequest request, RunListener listener) {
        return route(flow).run(request, listener);
    }

    /** The flows that can be run now. */
    public synchronized Set<String> flows() {
        return Set.copyOf(routes.keySet());
    }

    /** Asks all runs to stop and lets no new one start. What was sent is still settled. */
    public synchronized void stopAll(String reason) {
        stopReason = reason;
        running.forEach(run -> run.stop(reason));
    }

    /** Waits until no run is left; false if some are after {@code limit}. */
    public synchronized boolean awaitIdle(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!running.isEmpty() || starting > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private synchronized FlowRoute route(String flow) {
        FlowRoute route = routes.get(flow);
        if (route == null) {
            throw new RaiException(
                    ErrorCode.FLOW_UNKNOWN,
                    "No started route runs the flow '" + flow + "'." + Nearest.hint(flow, routes.keySet())
                            + " Look at the folder routes/" + flow + " and at returning-ai.routes." + flow
                            + ".enabled.");
        }
        return route;
    }

    synchronized void register(String flow, FlowRoute route) {
        if (routes.putIfAbsent(flow, route) != null) {
            throw new RaiException(
                    ErrorCode.ROUTE_UNSAFE,
                    "Two routes run the flow '" + flow + "'. Keep one; two would take turns in one snapshot.");
        }
    }

    synchronized void unregister(String flow, FlowRoute route) {
        routes.remove(flow, route);
    }

    /** Notes that a run is about to be claimed, so that a shutdown waits for it. */
    synchronized void starting() {
        if (stopReason != null) {
            throw new RaiException(ErrorCode.RUN_STOPPED, "No run is started: " + stopReason + ".");
        }
        starting++;
    }

    /** Notes the outcome of {@link #starting}; null if the run could not be claimed. */
    synchronized void started(@Nullable SyncRun run) {
        starting--;
        if (run != null) {
            running.add(run);
            if (stopReason != null) {
                run.stop(stopReason);
            }
        }
        notifyAll();
    }

    synchronized void ended(SyncRun run) {
        running.remove(run);
        notifyAll();
    }
}
