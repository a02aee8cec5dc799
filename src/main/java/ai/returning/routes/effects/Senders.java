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
    public static final Senders GONE = new Senders(node -> false, false);

    private final Predicate<String> isThere;
    private final boolean patient;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    /** @param isThere asked with the name of a process; may fail with STATE_UNAVAILABLE */
    public Senders(Predicate<String> isThere) {
        this(isThere, true);
    }

    private Senders(Predicate<String> isThere, boolean patient) {
        this.isThere = isThere;
        this.patient = patient;
    }

    /** True if a process is there. */
    boolean isThere(String node, long now) {
        boolean there = isThere.test(node);
        if (there) {
            seen.put(node, now);
        } else if (patient) {
            seen.putIfAbsent(node, now);
        }
        return there;
    }

    /**
     * The last time, milliseconds since 1970, at which a process may have been there: for one that nobody here asked for
     * before, and that is gone, it is now.
     */
    public long lastSign(String node, long now) {
        isThere(node, now);
        return seen.getOrDefault(node, 0L);
    }
}
