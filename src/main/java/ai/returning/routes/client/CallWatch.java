package ai.returning.routes.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One thread that looks after all running calls of a client. A blocked socket obeys neither a total limit nor an
 * interrupt, so someone else has to close it.
 */
final class CallWatch implements AutoCloseable {
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
        running.forEach(call -> call.check(now));
    }

    @Override
    public void close() {
        closed = true;
        ticker.shutdownNow();
        running.forEach(CallDeadline::close);
    }
}
