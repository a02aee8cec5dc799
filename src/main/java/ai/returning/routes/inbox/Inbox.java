package ai.returning.routes.inbox;

import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.jdbc.GroupCommit;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores events, many in one commit. What it says it took is on the disk. Thread-safe.
 */
public final class Inbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int MOST_ROWS = 100;
    /** On a server, one batch is inserted while the other waits for the disk; an H2 file takes one after the other. */
    private static final int COMMITS_AT_ONCE = 2;
    /** After a failure of the database nothing waits for its time-outs; one event a second tries it. */
    private static final long REST_NANOS = Duration.ofSeconds(1).toNanos();

    /** How an event was taken. */
    public enum Taken {
        STORED,
        /** The same event was there before; nothing was stored. */
        KNOWN
    }

    private final InboxStore store;
    private final Clock clock;
    private final String node = UUID.randomUUID().toString().substring(0, 13);
    private final AtomicLong position = new AtomicLong();
    /** Events of a user always take the same one, so that they are stored in the order in which they came. */
    private final List<GroupCommit<InboxEvent, Taken>> commits;

    private final Consumer<String> arrived;
    private final AtomicLong restUntil = new AtomicLong(System.nanoTime());
    private volatile boolean failed;

    /**
     * An inbox.
     *
     * @param room events that may wait for their commit
     * @param arrived is told the types of events that are stored, on the committing thread
     */
    public Inbox(InboxStore store, Clock clock, int room, Consumer<String> arrived) {
        this(store, clock, room, store.bearsInsertsAtOnce() ? COMMITS_AT_ONCE : 1, arrived);
    }

    /** @param atOnce commits under way at a time */
    public Inbox(InboxStore store, Clock clock, int room, int atOnce, Consumer<String> arrived) {
        this.store = store;
        this.clock = clock;
        this.arrived = arrived;
        this.commits = IntStream.rangeClosed(1, atOnce)
                .mapToObj(number -> new GroupCommit<InboxEvent, Taken>(
                        "inbox-commit-" + number, MOST_ROWS, (room + atOnce - 1) / atOnce, this::store))
                .toList();
    }

    /** Time and place of an event that comes in now. */
    public Stamp stamp() {
        long now = clock.millis();
        long place = position.accumulateAndGet(now * 1000, (last, time) -> Math.max(last + 1, time));
        return new Stamp(now, place, node + "-" + place);
    }

    /** Now, in milliseconds since 1970. */
    public long now() {
        return clock.millis();
    }

    /**
     * Stores an event.
     *
     * @return completes after the commit, on the committing thread; empty if there is no room, or the database is away
     */
    public Optional<CompletableFuture<Taken>> take(InboxEvent event) {
        return rests() ? Optional.empty() : commit(event).offer(event).map(taken -> orBare(event, taken));
    }

    private GroupCommit<InboxEvent, Taken> commit(InboxEvent event) {
        String order = event.orderKey();
        return commits.get(Math.floorMod((order == null ? event.id() : order).hashCode(), commits.size()));
    }

    /** True for all but one while the database is away. */
    private boolean rests() {
        long until = restUntil.get();
        long now = System.nanoTime();
        return failed && (until - now > 0 || !restUntil.compareAndSet(until, now + REST_NANOS));
    }

    /** What the database does not take as it is, is kept without what was read out of it: the sender would come again. */
    private CompletableFuture<Taken> orBare(InboxEvent event, CompletableFuture<Taken> taken) {
        return taken.exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            boolean refused = cause instanceof RaiException known && known.code() == ErrorCode.STATE_WRITE_FAILED;
            if (!refused || event.state() == EventState.PARKED) {
                return CompletableFuture.failedFuture(cause);
            }
            LOG.warn(
                    "Event parked, the database does not take it as it is: endpoint={} id={}",
                    event.endpoint(),
                    event.id());
            return commit(event).add(event.bare("The database does not take what was read out of the body."));
        });
    }

    private List<Taken> store(List<InboxEvent> events) {
        Map<String, InboxEvent> first = new LinkedHashMap<>();
        events.forEach(event -> first.putIfAbsent(event.id(), event));
        Set<String> stored = insert(List.copyOf(first.values()));
        Failpoints.hit("inbox.committed");
        first.values().stream()
                .filter(event -> event.state() == EventState.RECEIVED && stored.contains(event.id()))
                .map(InboxEvent::type)
                .distinct()
                .forEach(arrived);
        return events.stream()
                .map(event ->
                        stored.contains(event.id()) && first.get(event.id()) == event ? Taken.STORED : Taken.KNOWN)
                .toList();
    }

    private Set<String> insert(List<InboxEvent> events) {
        try {
            Failpoints.hit("inbox.committing");
            Set<String> stored = store.insert(events);
            failed = false;
            return stored;
        } catch (RaiException e) {
            if (e.code() == ErrorCode.STATE_UNAVAILABLE) {
                if (!failed) {
                    LOG.error("No event is taken in until the state database answers again: {}", e.getMessage());
                }
                failed = true;
                restUntil.set(System.nanoTime() + REST_NANOS);
            }
            throw e;
        }
    }

    /** Commits what waits. */
    @Override
    public void close() {
        commits.forEach(GroupCommit::close);
    }
}
