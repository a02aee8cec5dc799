package ai.returning.routes.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.inbox.EventRules;
import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.Finish;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.InboxDesk;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.TestPointers;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every state database must do for the inbox. */
abstract class InboxStoreContract {
    private static final long LEASE = 60_000;
    /** After all that arrives here. */
    private static final long NOW = System.currentTimeMillis() + 3_600_000;

    private final EventRules rules = TestPointers.rules("visits", "visit");
    private final EventRules newest =
            new EventRules("changes", "change", "lantern", TestPointers.STANDARD, List.of(), true, false, true);
    private StateDatabase database;
    private InboxStore store;
    private Inbox inbox;

    abstract StateSettings settings();

    @BeforeEach
    void open() {
        database = StateDatabase.open(settings());
        store = new InboxStore(database.jdbc());
        inbox = new Inbox(store, Clock.systemUTC(), 1000, type -> {});
    }

    @AfterEach
    void close() {
        inbox.close();
        database.close();
    }

    @Test
    void storesBytesAsTheyAre() {
        byte[] body = new byte[256 * 1024];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        InboxEvent event = rules.read(body, null, "{\"user-agent\":\"x\"}", inbox.stamp());
        assertThat(take(event)).isEqualTo(Inbox.Taken.STORED);

        InboxEvent found = store.startingWith(event.id(), 2).get(0);
        assertThat(found).usingRecursiveComparison().isEqualTo(event);
        assertThat(found.state()).isEqualTo(EventState.PARKED);
    }

    @Test
    void storesAnEventOnceWhoeverBringsIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Inbox> inboxes = new ArrayList<>();
        try {
            List<Future<Long>> rounds = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Inbox own = new Inbox(store, Clock.systemUTC(), 1000, type -> {});
                inboxes.add(own);
                rounds.add(threads.submit(() -> takeHundred(own)));
            }
            long stored = 0;
            for (Future<Long> round : rounds) {
                stored += round.get();
            }
            assertThat(stored).isEqualTo(100);
            assertThat(store.counts()).containsEntry(EventState.RECEIVED, 100L);
        } finally {
            inboxes.forEach(Inbox::close);
            threads.shutdownNow();
        }
    }

    private long takeHundred(Inbox own) {
        List<CompletableFuture<Inbox.Taken>> taken = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            taken.add(own.take(rules.read(body("u" + i, 1), null, "{}", own.stamp()))
                    .orElseThrow());
            taken.add(own.take(rules.read(body("u" + i, 1), null, "{}", own.stamp()))
                    .orElseThrow());
        }
        return taken.stream()
                .map(CompletableFuture::join)
                .filter(Inbox.Taken.STORED::equals)
                .count();
    }

    @Test
    void keepsABadRowFromItsNeighboursAndKeepsItBare() {
        InboxEvent good = rules.read(body("u1", 1), null, "{}", inbox.stamp());
        InboxEvent bad = withKey(rules.read(body("u2", 1), null, "{}", inbox.stamp()), "x".repeat(500));
        List<CompletableFuture<Inbox.Taken>> all =
                List.of(inbox.take(good).orElseThrow(), inbox.take(bad).orElseThrow());

        assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo(Inbox.Taken.STORED));
        assertThat(store.startingWith(good.id(), 1).get(0).state()).isEqualTo(EventState.RECEIVED);
        InboxEvent kept = store.startingWith(bad.id(), 1).get(0);
        assertThat(kept.state()).isEqualTo(EventState.PARKED);
        assertThat(kept.body()).isEqualTo(bad.body());
    }

    private static InboxEvent withKey(InboxEvent e, String key) {
        return new InboxEvent(
                e.id(),
                e.endpoint(),
                e.type(),
                e.tenant(),
                key,
                e.body(),
                e.headers(),
                e.proven(),
                e.userKey(),
                e.eventTime(),
                e.newness(),
                e.orderKey(),
                e.position(),
                e.state(),
                e.attempts(),
                e.version(),
                e.admission(),
                e.dueAt(),
                e.reason(),
                e.receivedAt(),
                e.changedAt());
    }

    @Test
    void givesEventsOfAUserOneAfterTheOther() {
        for (int i = 1; i <= 3; i++) {
            take(rules.read(body("u1", i), null, "{}", inbox.stamp()));
            take(rules.read(body("u2", i), null, "{}", inbox.stamp()));
        }
        List<InboxEvent> first = claim(10);
        assertThat(first).extracting(InboxEvent::userKey).containsExactly("u1", "u2");
        assertThat(claim(10)).isEmpty();

        assertThat(store.finish(List.of(end(first.get(0), EventState.DONE)))).containsExactly(true);
        assertThat(claim(10)).singleElement().satisfies(next -> {
            assertThat(next.userKey()).isEqualTo("u1");
            assertThat(next.position()).isGreaterThan(first.get(0).position());
            assertThat(next.attempts()).isEqualTo(1);
        });
    }

    @Test
    void losesNoTurnWhileEventsArriveAndEnd() throws Exception {
        int events = 600;
        ConcurrentLinkedQueue<InboxEvent> done = new ConcurrentLinkedQueue<>();
        Map<String, Long> last = new ConcurrentHashMap<>();
        AtomicInteger disorders = new AtomicInteger();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String owner = "node-" + i;
                workers.add(threads.submit(() -> {
                    while (done.size() < events && System.nanoTime() < end) {
                        for (InboxEvent event : store.claim("visit", null, owner, NOW, LEASE, 4)) {
                            Long before = last.put(String.valueOf(event.userKey()), event.position());
                            if (before != null && before >= event.position()) {
                                disorders.incrementAndGet();
                            }
                            assertThat(store.finish(List.of(end(event, EventState.DONE))))
                                    .containsExactly(true);
                            done.add(event);
                        }
                    }
                }));
            }
            for (int i = 0; i < events; i++) {
                inbox.take(rules.read(body("u" + i % 5, i), null, "{}", inbox.stamp()));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(done).extracting(InboxEvent::id).hasSize(events).doesNotHaveDuplicates();
        assertThat(disorders).hasValue(0);
        assertThat(store.open()).isEmpty();
    }

    @Test
    void letsAReplayedOlderEventWaitForTheOneThatIsWorkedOn() {
        InboxEvent older = rules.read(body("u1", 1), null, "{}", inbox.stamp());
        take(older);
        take(rules.read(body("u1", 2), null, "{}", inbox.stamp()));
        store.finish(List.of(end(claim(10).get(0), EventState.DONE)));
        InboxEvent newer = claim(10).get(0);
        assertThat(store.replay(store.startingWith(older.id(), 1), "again", 1)).isEqualTo(1);

        assertThat(claim(10)).isEmpty();
        store.finish(List.of(end(newer, EventState.DONE)));
        assertThat(claim(10)).extracting(InboxEvent::id).containsExactly(older.id());
    }

    @Test
    void letsAnEventThatWasStampedEarlierWaitForTheOneThatIsWorkedOn() {
        InboxEvent late = rules.read(body("u1", 1), null, "{}", inbox.stamp());
        take(rules.read(body("u1", 2), null, "{}", inbox.stamp()));
        InboxEvent held = claim(10).get(0);
        take(late);
        assertThat(claim(10)).isEmpty();

        // Its next attempt is far away; meanwhile the one before it has its turn.
        store.finish(List.of(new Finish(held, EventState.RECEIVED, NOW + 5000, "later", 1, false)));
        assertThat(claim(10)).extracting(InboxEvent::id).containsExactly(late.id());
    }

    @Test
    void givesTheTurnToTheOneBeforeWhenAHolderFallsSilent() {
        InboxEvent late = rules.read(body("u1", 1), null, "{}", inbox.stamp());
        take(rules.read(body("u1", 2), null, "{}", inbox.stamp()));
        claim(10);
        take(late);
        assertThat(claim(10)).isEmpty();
        assertThat(store.release(true, 1)).isEqualTo(1);

        assertThat(claim(10)).extracting(InboxEvent::id).containsExactly(late.id());
    }

    @Test
    void worksOnOneEventOfAUserAtATimeWhateverHappens() {
        for (int seed = 0; seed < 12; seed++) {
            new RandomTurns(store, rules, seed, NOW).run(60);
        }
    }

    @Test
    void worksOnOneEventOfAUserAtATimeWhileOldOnesAreReplayed() throws Exception {
        List<InboxEvent> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            events.add(rules.read(body("u" + i % 2, i), null, "{}", inbox.stamp()));
            take(events.get(i));
        }
        Map<String, String> working = new ConcurrentHashMap<>();
        AtomicInteger beside = new AtomicInteger();
        AtomicInteger replays = new AtomicInteger();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String owner = "node-" + i;
                all.add(threads.submit(() -> {
                    while (System.nanoTime() < end
                            && (replays.get() < 300 || !store.open().isEmpty())) {
                        for (InboxEvent event : store.claim("visit", null, owner, NOW, LEASE, 4)) {
                            String user = String.valueOf(event.userKey());
                            if (working.put(user, event.id()) != null) {
                                beside.incrementAndGet();
                            }
                            working.remove(user);
                            store.finish(List.of(end(event, EventState.DONE)));
                        }
                    }
                }));
            }
            all.add(threads.submit(() -> {
                for (int i = 0; replays.get() < 300 && System.nanoTime() < end; i++) {
                    InboxEvent one = events.get(i % events.size());
                    replays.addAndGet(store.replay(store.startingWith(one.id(), 1), "again", 1));
                }
            }));
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(beside).hasValue(0);
        assertThat(store.open()).isEmpty();
    }

    @Test
    void givesTheTurnOfAParkedOneToTheNext() {
        take(rules.read(body("u1", 1), null, "{}", inbox.stamp()));
        take(rules.read(body("u1", 2), null, "{}", inbox.stamp()));
        claim(1);
        assertThat(claim(10)).isEmpty();
        store.release(true, 1);
        assertThat(store.park(1, "killed its process", 1)).isEqualTo(1);

        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void countsWhatIsOpenWhoeverWaitsForWhom() {
        for (int i = 1; i <= 3; i++) {
            take(rules.read(body("u1", i), null, "{}", inbox.stamp()));
        }
        store.finish(List.of(end(claim(10).get(0), EventState.PARKED)));
        claim(10);
        claim(10);

        assertThat(store.open())
                .containsOnly(
                        Map.entry(EventState.RECEIVED, 1L),
                        Map.entry(EventState.WORKING, 1L),
                        Map.entry(EventState.PARKED, 1L));
    }

    @Test
    void letsAParkedEventHoldNobodyUp() {
        take(rules.read(body("u1", 1), null, "{}", inbox.stamp()));
        take(rules.read(body("u1", 2), null, "{}", inbox.stamp()));
        store.finish(List.of(end(claim(10).get(0), EventState.PARKED)));

        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void waitsForTheTimeOfAnotherAttemptAndHoldsTheUserBack() {
        take(rules.read(body("u1", 1), null, "{}", inbox.stamp()));
        take(rules.read(body("u1", 2), null, "{}", inbox.stamp()));
        InboxEvent event = claim(10).get(0);
        store.finish(List.of(new Finish(event, EventState.RECEIVED, NOW + 5000, "later", 1, false)));

        assertThat(store.claim("visit", null, "me", NOW + 4999, LEASE, 10)).isEmpty();
        assertThat(store.claim("visit", null, "me", NOW + 5000, LEASE, 10))
                .singleElement()
                .satisfies(again -> assertThat(again.attempts()).isEqualTo(2));
    }

    @Test
    void letsOneOfManyClaim() throws Exception {
        for (int i = 0; i < 200; i++) {
            take(rules.read(body("u" + i, 1), null, "{}", inbox.stamp()));
        }
        ConcurrentLinkedQueue<String> claimed = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String owner = "node-" + i;
                all.add(threads.submit(() -> {
                    for (int round = 0; round < 20; round++) {
                        store.claim("visit", null, owner, NOW, LEASE, 20).forEach(one -> claimed.add(one.id()));
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(claimed).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void givesBackWhatASilentProcessHeldAndTakesNothingFromItAfterwards() {
        take(rules.read(body("u1", 1), null, "{}", inbox.stamp()));
        InboxEvent held = claim(10).get(0);
        assertThat(store.release(false, 1)).isZero();
        store.renew(List.of(held), -1);
        assertThat(store.release(false, 1)).isEqualTo(1);

        InboxEvent again = claim(10).get(0);
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(store.finish(List.of(end(held, EventState.DONE)))).containsExactly(false);
        assertThat(store.finish(List.of(end(again, EventState.DONE)))).containsExactly(true);
    }

    @Test
    void givesBackEverythingWhereNobodyElseCanHoldIt() {
        take(rules.read(body("u1", 1), null, "{}", inbox.stamp()));
        claim(10);
        assertThat(store.release(true, 1)).isEqualTo(1);
        assertThat(store.park(1, "killed its process", 1)).isEqualTo(1);
        assertThat(claim(10)).isEmpty();
        assertThat(store.counts()).containsEntry(EventState.PARKED, 1L);
    }

    @Test
    void remembersTheNewestThatWasDone() {
        InboxEvent newer = newest.read(bytes("{\"user\":{\"id\":\"u1\"},\"version\":7}"), null, "{}", inbox.stamp());
        InboxEvent old = newest.read(bytes("{\"user\":{\"id\":\"u1\"},\"version\":3}"), null, "{}", inbox.stamp());
        take(newer);
        take(old);
        store.finish(
                List.of(end(store.claim("change", null, "me", NOW, LEASE, 1).get(0), EventState.DONE)));
        assertThat(store.newest(newer.orderKey())).contains(7L);
        store.finish(
                List.of(end(store.claim("change", null, "me", NOW, LEASE, 1).get(0), EventState.DONE)));
        assertThat(store.newest(newer.orderKey())).contains(7L);
    }

    @Test
    void forgetsWhatIsDoneAndOldAndKeepsTheRest() {
        take(rules.read(body("u1", 1), null, "{}", inbox.stamp()));
        take(rules.read(body("u2", 1), null, "{}", inbox.stamp()));
        take(rules.read(body("u3", 1), null, "{}", inbox.stamp()));
        List<InboxEvent> claimed = claim(10);
        store.finish(List.of(end(claimed.get(0), EventState.DONE), end(claimed.get(1), EventState.PARKED)));

        assertThat(store.purge(0, 100)).isZero();
        assertThat(store.purge(Long.MAX_VALUE, 100)).isEqualTo(1);
        assertThat(store.counts()).doesNotContainKey(EventState.DONE).containsEntry(EventState.PARKED, 1L);
        assertThat(take(rules.read(body("u1", 1), null, "{}", inbox.stamp()))).isEqualTo(Inbox.Taken.STORED);
    }

    @Test
    void replaysWhatHasEndedAndNothingElse() {
        InboxDesk desk = new InboxDesk(store, Clock.systemUTC());
        take(rules.read(body("u1", 1), null, "{}", inbox.stamp()));
        InboxEvent event = desk.list(null, null, null, 0, 10).get(0);
        assertThatThrownBy(() -> desk.replay(event.id(), "again"))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EVENT_CLOSED));
        store.finish(List.of(end(claim(10).get(0), EventState.PARKED)));

        assertThat(desk.replay(event.id().substring(0, 8), "mended").state()).isEqualTo(EventState.RECEIVED);
        store.finish(List.of(end(claim(10).get(0), EventState.DONE)));
        assertThat(desk.replayAll(EventState.DONE, "visit", "visits", 0, "again"))
                .isEqualTo(1);
        assertThat(claim(10)).hasSize(1);
        assertThatThrownBy(() -> desk.replayAll(EventState.RECEIVED, null, null, 0, "no"))
                .isInstanceOf(RaiException.class);
        assertThatThrownBy(() -> desk.show("ffffffff"))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EVENT_UNKNOWN));
        assertThatThrownBy(() -> desk.show("%")).isInstanceOf(RaiException.class);
    }

    @Test
    void keepsEndpointsApart() {
        take(rules.read(body("u1", 1), null, "{}", inbox.stamp()));
        assertThat(store.claim("visit", "elsewhere", "me", NOW, LEASE, 10)).isEmpty();
        assertThat(store.claim("other", null, "me", NOW, LEASE, 10)).isEmpty();
        assertThat(store.claim("visit", "visits", "me", NOW, LEASE, 10)).hasSize(1);
    }

    private Inbox.Taken take(InboxEvent event) {
        return inbox.take(event).orElseThrow().join();
    }

    private List<InboxEvent> claim(int limit) {
        return store.claim("visit", null, "me", NOW, LEASE, limit);
    }

    private static Finish end(InboxEvent event, EventState state) {
        return new Finish(event, state, 0, null, 1, state == EventState.DONE);
    }

    private static byte[] body(String user, int number) {
        return bytes("{\"user\":{\"id\":\"" + user + "\"},\"timestamp\":" + (1779095700000L + number) + "}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
