package ai.returning.routes.effects;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * When a process was last seen. One whose lease ran out may only sleep, and what it had begun to send leaves it when it
 * wakes up: as long as it is there, finding nothing at the tenant proves nothing.
 */
public final class Senders {
    /** Every process that fell silent is gone. */
    public static final Senders GONE = new Senders(node -> false);

    private final Predicate<String> isThere;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    /** @param isThere asked with the name of a process; may fail with STATE_UNAVAILABLE */
    public Senders(Predicate<String> isThere) {
        this.isThere = isThere;
    }

    /** The last time, milliseconds since 1970, at which a process is known to have been there; 0 if never. */
    public long lastSign(String node, long now) {
        if (isThere.test(node)) {
            seen.put(node, now);
        }
        return seen.getOrDefault(node, 0L);
    }
}
