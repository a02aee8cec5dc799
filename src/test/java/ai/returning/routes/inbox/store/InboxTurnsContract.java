package ai.returning.routes.inbox.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.Finish;
import ai.returning.routes.inbox.InboxEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whose turn it is: one event of a user at a time, in their order, and none left behind. */
abstract class InboxTurnsContract extends InboxContract {
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
    void keepsTheOrderOfUsersThroughALongBacklog() {
        List<InboxEvent> events = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            events.add(rules.read(body("u" + i % 50, i), null, "{}", inbox.stamp()));
        }
        List<InboxEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(1));
        for (int from = 0; from < shuffled.size(); from += 500) {
            assertThat(store.insert(shuffled.subList(from, from + 500))).hasSize(500);
        }
        Map<String, List<Long>> done = new HashMap<>();
        for (List<InboxEvent> some = claim(100); !some.isEmpty(); some = claim(100)) {
            some.forEach(event -> done.computeIfAbsent(event.userKey(), user -> new ArrayList<>())
                    .add(event.position()));
            store.finish(some.stream().map(event -> end(event, EventState.DONE)).toList());
        }
        assertThat(done).hasSize(50);
        assertThat(done.values())
                .allSatisfy(positions -> assertThat(positions).hasSize(50).isSorted());
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
}
