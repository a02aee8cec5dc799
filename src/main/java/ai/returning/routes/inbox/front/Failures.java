package ai.returning.routes.inbox.front;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts refusals of each address within a minute. Who fails too often hears so; what proves itself passes all the same,
 * for many senders may stand behind one address.
 */
final class Failures {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST_ADDRESSES = 10_000;

    private final int most;
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final AtomicLong since = new AtomicLong(System.nanoTime());

    Failures(int most) {
        this.most = most;
    }

    /** Counts one more; true if there were too many. */
    boolean tooMany(String address) {
        long begin = since.get();
        long now = System.nanoTime();
        if ((now - begin > MINUTE_NANOS || counts.size() >= MOST_ADDRESSES) && since.compareAndSet(begin, now)) {
            counts.clear();
        }
        return counts.computeIfAbsent(address, key -> new AtomicInteger()).incrementAndGet() > most;
    }
}
