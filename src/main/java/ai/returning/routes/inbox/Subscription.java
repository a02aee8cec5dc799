package ai.returning.routes.inbox;

import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.jdbc.GroupCommit;
import ai.returning.routes.support.Fatal;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes events of one type and gives them to a handler, on threads of its own. */
final class Subscription implements EventSubscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    /** Events a thread has before it, so that a claim serves several. */
    private static final int AHEAD = 8;
    /** Bodies are in memory from the claim on, and one may have a megabyte. */
    private static final int MOST_AHEAD = 128;

    private final InboxStore store;
    private final Clock clock;
    private final DispatchSettings settings;
    private final String owner;
    private final String type;
    private final @Nullable String endpoint;
    private final int concurrency;
    private final int room;
    private final EventHandler handler;
    private final Attempts attempts;
    private final GroupCommit<Finish, Boolean> finishes;
    private final ExecutorService workers;
    private final Thread looker;
    private final Map<String, InboxEvent> held = new ConcurrentHashMap<>();

    /** Guards the two below. */
    private final Object signal = new Object();

    private boolean look;
    private boolean closed;

    Subscription(
            InboxStore store,
            Clock clock,
            DispatchSettings settings,
            String owner,
            String type,
            @Nullable String endpoint,
            int concurrency,
            EventHandler handler,
            GroupCommit<Finish, Boolean> finishes) {
        this.store = store;
        this.clock = clock;
        this.settings = settings;
        this.owner = owner;
        this.type = type;
        this.endpoint = endpoint;
        this.concurrency = concurrency;
        this.room = Math.max(concurrency, Math.min(concurrency * AHEAD, MOST_AHEAD));
        this.handler = handler;
        this.attempts = new Attempts(store, clock, settings);
        this.finishes = finishes;
        AtomicInteger number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(
                concurrency, work -> daemon(work, "event-" + type + "-" + number.incrementAndGet()));
        this.looker = daemon(this::run, "event-" + type + "-claims");
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        looker.start();
    }

    String type() {
        return type;
    }

    /** True if both could get the same event. */
    boolean meets(String otherType, @Nullable String otherEndpoint) {
        return type.equals(otherType) && (endpoint == null || otherEndpoint == null || endpoint.equals(otherEndpoint));
    }

    /** What is claimed and not ended yet. */
    Collection<InboxEvent> held() {
        return List.copyOf(held.values());
    }

    /** There may be something to do. */
    void wake() {
        synchronized (signal) {
            look = true;
            signal.notifyAll();
        }
    }

    private void run() {
        while (awaitWork()) {
            try {
                claim();
            } catch (RaiException e) {
                LOG.warn("Events cannot be claimed now: type={} reason={}", type, e.getMessage());
            } catch (Throwable e) { // this thread is the only one that claims
                Fatal.haltOn(e);
                LOG.error("Events cannot be claimed now: type={} reason={}", type, e.toString());
            }
        }
    }

    /** False at the end. */
    private boolean awaitWork() {
        long end = System.nanoTime() + settings.interval().toNanos();
        synchronized (signal) {
            for (long left = settings.interval().toNanos();
                    !look && !closed && left > 0;
                    left = end - System.nanoTime()) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(signal, left);
                } catch (InterruptedException e) {
                    continue; // only close() ends this thread
                }
            }
            look = false;
            return !closed;
        }
    }

    private void claim() {
        int held = this.held.size();
        if (held >= concurrency && held > room / 2) {
            return; // all threads have work; the next one that ends looks again
        }
        List<InboxEvent> claimed = store.claim(
                type, endpoint, owner, clock.millis(), settings.lease().toMillis(), room - held);
        claimed.forEach(event -> this.held.put(event.id(), event));
        claimed.forEach(event -> workers.execute(() -> work(event)));
    }

    private void work(InboxEvent event) {
        if (isClosed()) {
            held.remove(event.id());
            return; // its lease ends, and the next start has it again
        }
        Finish finish = attempts.of(event, handler);
        if (finish == null) {
            held.remove(event.id());
            wake();
            return;
        }
        finishes.add(finish).whenComplete((ours, failure) -> {
            held.remove(event.id());
            if (failure != null) {
                LOG.warn(
                        "The end of an event cannot be noted, it will be worked on again: type={} id={} reason={}",
                        type,
                        event.id(),
                        failure.getMessage());
            }
            wake();
        });
    }

    private boolean isClosed() {
        synchronized (signal) {
            return closed;
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }

    @Override
    public void close(Duration patience) {
        synchronized (signal) {
            closed = true;
            signal.notifyAll();
        }
        try {
            looker.join(patience.toMillis());
            workers.shutdown();
            if (!workers.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Events are still worked on; they count as failed: type={} events={}", type, held.size());
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
