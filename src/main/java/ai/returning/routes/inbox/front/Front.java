package ai.returning.routes.inbox.front;

import ai.returning.routes.inbox.Inbox;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What all connections share: limits, counts, and whether the front stops. */
final class Front {
    private final FrontSettings settings;
    private final Takes takes;
    private final Failures failures;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong buffered = new AtomicLong();
    private final Map<Reply, LongAdder> replies = new EnumMap<>(Reply.class);
    private final LongAdder known = new LongAdder();
    private volatile boolean stopping;

    Front(FrontSettings settings, Takes takes) {
        this.settings = settings;
        this.takes = takes;
        this.failures = new Failures(settings.failuresPerMinute());
        for (Reply reply : Reply.values()) {
            replies.put(reply, new LongAdder());
        }
    }

    FrontSettings settings() {
        return settings;
    }

    Takes takes() {
        return takes;
    }

    Failures failures() {
        return failures;
    }

    Body body(long announced) {
        return new Body(announced, settings.maxBody(), buffered, settings.buffered());
    }

    /** False if there are too many connections already. */
    boolean opened(Connection connection) {
        if (stopping || connections.size() >= settings.maxConnections()) {
            return false;
        }
        return connections.add(connection);
    }

    void gone(Connection connection) {
        connections.remove(connection);
    }

    Set<Connection> connections() {
        return connections;
    }

    void answered(Reply reply) {
        count(reply).increment();
    }

    private LongAdder count(Reply reply) {
        LongAdder count = replies.get(reply);
        return count == null ? known : count;
    }

    void taken(Inbox.@Nullable Taken how) {
        if (how == Inbox.Taken.KNOWN) {
            known.increment();
        }
    }

    boolean isStopping() {
        return stopping;
    }

    void stop() {
        stopping = true;
    }

    /** Answers by status, and {@code repeated}: those of the 200 for an event that was there before. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        replies.forEach((reply, count) -> counts.merge(reply.label(), count.sum(), Long::sum));
        counts.remove(Reply.CONTINUE.label());
        counts.put("repeated", known.sum());
        return counts;
    }

    long buffered() {
        return buffered.get();
    }
}
