import ai.returning.routes.inbox.DispatchSettings;
import ai.returning.routes.inbox.EventDispatcher;
import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.Stamp;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fills the inbox with waiting events, then gives them to a handler that does nothing, while others arrive. Says how
 * many a second were ended, and how long an arriving one took to be stored.
 */
public final class Drain {
    private static final int BATCH = 100;
    private static final int CONCURRENCY = 16;

    private final InboxStore store;
    private final Inbox inbox;
    private final int users;
    private final AtomicLong number = new AtomicLong();

    private Drain(InboxStore store, Inbox inbox, int users) {
        this.store = store;
        this.inbox = inbox;
        this.users = users;
    }

    /** @param args events that wait, users they belong to, arrivals a second, seconds */
    public static void main(String[] args) throws Exception {
        int backlog = Integer.parseInt(args[0]);
        int arrivals = Integer.parseInt(args[2]);
        int seconds = Integer.parseInt(args[3]);
        try (StateDatabase state = StateDatabase.open(new StateSettings(
                System.getenv("BENCH_STATE_URL"), System.getenv("BENCH_STATE_USER"), "bench", 8))) {
            InboxStore store = new InboxStore(state.jdbc());
            EventDispatcher dispatcher =
                    new EventDispatcher(store, Clock.systemUTC(), "bench", DispatchSettings.STANDARD).start(true);
            Inbox inbox = new Inbox(store, Clock.systemUTC(), 10_000, dispatcher::arrived);
            Drain drain = new Drain(store, inbox, Integer.parseInt(args[1]));
            drain.fill(backlog);
            AtomicLong handled = new AtomicLong();
            List<Long> stored = new ArrayList<>();
            long start = System.nanoTime();
            dispatcher.subscribe("visit", null, CONCURRENCY, event -> handled.incrementAndGet());
            drain.arrive(arrivals, seconds, stored, handled);
            double took = (System.nanoTime() - start) / 1e9;
            print(backlog, handled.get() / took, stored);
            dispatcher.close();
            inbox.close();
        }
    }

    private void fill(int backlog) {
        long begin = System.nanoTime();
        for (int left = backlog - store.open().getOrDefault(EventState.RECEIVED, 0L).intValue(); left > 0; left -= BATCH) {
            List<InboxEvent> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                batch.add(event());
            }
            store.insert(batch);
        }
        System.err.printf(Locale.ROOT, "filled in %.1f s%n", (System.nanoTime() - begin) / 1e9);
    }

    private InboxEvent event() {
        Stamp stamp = inbox.stamp();
        String id = stamp.admission();
        String user = "u" + Math.floorMod(number.incrementAndGet() * 7919, users);
        byte[] body = ("{\"user\":{\"id\":\"" + user + "\"},\"text\":\"" + "x".repeat(560) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        return new InboxEvent(
                id, "visits", "visit", "lantern", "visits:visit:" + id, body, "{}", true, user, null, null,
                "visits:" + user, stamp.position(), EventState.RECEIVED, 0, 0, stamp.admission(), 0, null, stamp.now(),
                stamp.now());
    }

    private void arrive(int arrivals, int seconds, List<Long> stored, AtomicLong handled) throws Exception {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        List<CompletableFuture<?>> all = new ArrayList<>();
        if (arrivals > 0) {
            clock.scheduleAtFixedRate(
                    () -> {
                        long begin = System.nanoTime();
                        inbox.take(event()).ifPresent(taken -> all.add(taken.thenRun(() -> {
                            synchronized (stored) {
                                stored.add(System.nanoTime() - begin);
                            }
                        })));
                    },
                    0,
                    1_000_000_000L / arrivals,
                    TimeUnit.NANOSECONDS);
        }
        long last = 0;
        for (int second = 0; second < seconds; second++) {
            Thread.sleep(1000);
            long now = handled.get();
            System.err.print((now - last) + " ");
            last = now;
        }
        System.err.println();
        clock.shutdownNow();
        clock.awaitTermination(5, TimeUnit.SECONDS);
        all.forEach(CompletableFuture::join);
    }

    private static void print(int backlog, double rate, List<Long> stored) {
        long[] sorted = stored.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "{\"side\":\"drain\",\"backlog\":%d,\"perSecond\":%.0f,\"arrived\":%d,\"p50Ms\":%.1f,\"p99Ms\":%.1f}%n",
                backlog,
                rate,
                sorted.length,
                at(sorted, 0.5),
                at(sorted, 0.99));
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
    }
}
