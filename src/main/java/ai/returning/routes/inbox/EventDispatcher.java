package ai.returning.routes.inbox;

import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.jdbc.GroupCommit;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands stored events to those who subscribed, each at least once, and those of one user one after the other. An event
 * of a process that fell silent comes again.
 */
public final class EventDispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);
    private static final int MOST_FINISHES = 100;
    private static final int MOST_PURGED = 5000;
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(10);

    private final InboxStore store;
    private final Clock clock;
    private final String owner;
    private final DispatchSettings settings;
    private final GroupCommit<Finish, Boolean> finishes;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "inbox-rounds");
        thread.setDaemon(true);
        return thread;
    });

    /** @param owner names this process */
    public EventDispatcher(InboxStore store, Clock clock, String owner, DispatchSettings settings) {
        this.store = store;
        this.clock = clock;
        this.owner = owner;
        this.settings = settings;
        this.finishes = new GroupCommit<>("inbox-finish", MOST_FINISHES, store::finish);
    }

    /**
     * Begins to look after leases and retention.
     *
     * @param alone true if no other process can hold events of this database, so that all held ones are free
     */
    public EventDispatcher start(boolean alone) {
        release(alone);
        long beat = Math.max(1, settings.lease().toMillis() / 4);
        every(beat, "held events", () -> {
            subscriptions.forEach(this::renew);
            release(false);
        });
        every(PURGE_INTERVAL.toMillis(), "old events", this::purge);
        return this;
    }

    /** Runs a piece of work again and again until the end; a failure is told and does not end it. */
    public void every(long millis, String what, Runnable work) {
        rounds.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.warn("{} cannot be looked after now: {}", what, e.getMessage());
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void renew(Subscription subscription) {
        var held = subscription.held();
        if (!held.isEmpty()) {
            store.renew(held, settings.lease().toMillis());
        }
    }

    private void release(boolean all) {
        long now = clock.millis();
        int released = store.release(all, now);
        if (released > 0) {
            LOG.warn("Events come again, their process fell silent: events={}", released);
            int parked = store.park(
                    settings.attempts(), "Each attempt ended without an outcome; the process died or hung.", now);
            if (parked > 0) {
                LOG.error("Events parked, no attempt had an outcome: events={}", parked);
            }
            subscriptions.forEach(Subscription::wake);
        }
    }

    private void purge() {
        long before = clock.millis() - settings.keep().toMillis();
        Supplier<Integer> some = () -> store.purge(before, MOST_PURGED);
        int all = 0;
        for (int purged = some.get(); purged > 0; purged = some.get()) {
            all += purged;
        }
        if (all > 0) {
            LOG.info("Old events forgotten: events={}", all);
        }
    }

    /**
     * Gives events of a type to a handler from now on.
     *
     * @param endpoint null for those of all endpoints
     * @throws RaiException ROUTE_UNSAFE if somebody else gets some of them: each event has one handler
     */
    public EventSubscription subscribe(String type, @Nullable String endpoint, int concurrency, EventHandler handler) {
        synchronized (subscriptions) {
            if (subscriptions.stream().anyMatch(other -> other.meets(type, endpoint))) {
                throw new RaiException(
                        ErrorCode.ROUTE_UNSAFE,
                        "Two routes start from returning-ai-event:" + type + ", and each event goes to one of them."
                                + " Let one route take it and call the other, or give each an 'endpoint' of its own.");
            }
            Subscription subscription =
                    new Subscription(store, clock, settings, owner, type, endpoint, concurrency, handler, finishes);
            subscriptions.add(subscription);
            subscription.start();
            return new Removing(subscription);
        }
    }

    /** Types somebody takes. */
    public Set<String> types() {
        Set<String> types = new TreeSet<>();
        subscriptions.forEach(one -> types.add(one.type()));
        return types;
    }

    /** An event of this type is stored. */
    public void arrived(String type) {
        for (Subscription one : subscriptions) {
            if (one.type().equals(type)) {
                one.wake();
            }
        }
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        subscriptions.forEach(Subscription::close);
        finishes.close();
    }

    private final class Removing implements EventSubscription {
        private final Subscription inner;

        private Removing(Subscription inner) {
            this.inner = inner;
        }

        @Override
        public void close() {
            inner.close();
            subscriptions.remove(inner);
        }

        @Override
        public void close(Duration patience) {
            inner.close(patience);
            subscriptions.remove(inner);
        }
    }
}
