package ai.returning.routes.crm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps calls within so many a span of time. Used by one thread. */
public final class Pace {
    private final int calls;
    private final long spanNanos;
    private final Deque<Long> latest = new ArrayDeque<>();

    /** @param calls 0 for no limit */
    public Pace(int calls, Duration span) {
        this.calls = calls;
        this.spanNanos = span.toNanos();
    }

    /** How long the next call has to wait at {@code now}, a value of {@link System#nanoTime}; then it counts. */
    public Duration next(long now) {
        if (calls == 0) {
            return Duration.ZERO;
        }
        long at = now;
        if (latest.size() == calls) {
            at = Math.max(now, latest.removeFirst() + spanNanos);
        }
        latest.addLast(at);
        return Duration.ofNanos(at - now);
    }
}
