package ai.returning.routes.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that looks after all running calls of a client. A blocked socket obeys neither a total limit nor an
 * interrupt, so someone else has to close it.
 */
final class CallWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallWatch.class);
    private static final long TICK_MILLIS = 20;

    private final Set<CallDeadline> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker = ClientThread.timer("call-watch");
    private volatile boolean closed;

    CallWatch() {
        ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(CallDeadline call) {
        running.add(call);
        if (closed) {
            call.close();
        }
    }

    void remove(CallDeadline call) {
        running.remove(call);
    }

    private void tick() {
        long now = System.nanoTime();
        running.forEach(call -> quietly(() -> call.check(now)));
    }

    /** What goes wrong with one call takes the limits from none of the others. */
    private static void quietly(Runnable end) {
        try {
            end.run();
        } catch (RuntimeException e) {
            LOG.warn("A call was ended, and its connection may not be: {}", e.toString());
        }
    }

    @Override
    public void close() {
        closed = true;
        ticker.shutdownNow();
        running.forEach(call -> quietly(call::close));
    }
}
