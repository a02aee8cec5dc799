package ai.returning.routes.component.sync;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.poll.PollReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The polls of started routes; every {@code returning-ai-sync:poll} registers here. */
public final class Polls {
    private final Map<String, PollRoute> routes = new TreeMap<>();
    private final List<Consumer<List<Figures>>> listeners = new ArrayList<>();

    /** What a route offers. */
    interface PollRoute {
        PollReport poll();

        Figures figures();
    }

    /**
     * What a flow has polled since the process began.
     *
     * @param rows rows dealt with
     * @param repeated rows of the overlap that were known
     * @param failures rounds that failed
     * @param doneAt milliseconds since 1970 when a round last ended well; 0 if none did
     * @param error why the last round failed; empty if it did not
     */
    public record Figures(String flow, long rows, long repeated, long failures, long doneAt, String error) {}

    /**
     * One round of polling, on the calling thread.
     *
     * @throws RaiException FLOW_UNKNOWN if no started route polls for the flow; else whatever the round failed with
     */
    public PollReport poll(String flow) {
        return route(flow).poll();
    }

    /** The figures of all flows, by name. */
    public synchronized List<Figures> figures() {
        List<Figures> all = new ArrayList<>();
        routes.values().forEach(route -> all.add(route.figures()));
        return all;
    }

    /** The figures of a flow; all 0 if nobody polls for it. */
    public synchronized Figures figures(String flow) {
        PollRoute route = routes.get(flow);
        return route == null ? new Figures(flow, 0, 0, 0, 0, "") : route.figures();
    }

    /** Is told of all polled flows, now and whenever one more is started or one stops. */
    public synchronized void whenChanged(Consumer<List<Figures>> listener) {
        listeners.add(listener);
        listener.accept(figures());
    }

    private void tell() {
        listeners.forEach(listener -> listener.accept(figures()));
    }

    private synchronized PollRoute route(String flow) {
        PollRoute route = routes.get(flow);
        if (route == null) {
            throw new RaiException(
                    ErrorCode.FLOW_UNKNOWN,
                    "No started route polls for the flow '" + flow + "'." + Nearest.hint(flow, routes.keySet())
                            + " Look at returning-ai.routes." + flow + ".enabled.");
        }
        return route;
    }

    synchronized void register(String flow, PollRoute route) {
        if (routes.putIfAbsent(flow, route) != null) {
            throw new RaiException(
                    ErrorCode.ROUTE_UNSAFE,
                    "Two routes poll for the flow '" + flow + "'. Keep one; they would move one cursor.");
        }
        tell();
    }

    synchronized void unregister(String flow, PollRoute route) {
        routes.remove(flow, route);
        tell();
    }
}
