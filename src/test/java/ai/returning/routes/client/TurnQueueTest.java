package ai.returning.routes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets the next turn, and who gets none. */
@Timeout(30)
class TurnQueueTest {
    private static final Turn.Kind LIVE = new Turn.Kind(false, true, false);
    private static final Turn.Kind BULK = new Turn.Kind(true, true, false);
    private static final Turn.Kind LIVE_THREAD = new Turn.Kind(false, false, false);
    private static final Turn.Kind SINGLE = new Turn.Kind(true, false, true);

    private final ScheduledExecutorService timer = ClientThread.timer("test");
    private final List<String> granted = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> refused = Collections.synchronizedList(new ArrayList<>());

    private final List<Turn.Refusal> reasons = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void grantsAtOnceWhileThereAreFreePlaces() {
        TurnQueue turns = queue(2, 0, 1, 10, 5_000);
        enter(turns, LIVE, "a", "b", "c");
        assertThat(granted).containsExactly("a", "b");

        turns.release();
        assertThat(granted).containsExactly("a", "b", "c");
    }

    @Test
    void needsNoPlaceForAThreadThatWaits() {
        TurnQueue turns = queue(1, 0, 1, 10, 5_000);
        enter(turns, LIVE, "a", "b");
        enter(turns, LIVE_THREAD, "c");
        assertThat(granted).containsExactly("a", "c");
    }

    @Test
    void grantsLiveBeforeBulkButOneInTenToBulk() {
        TurnQueue turns = queue(1, 0, 1, 100, 5_000);
        enter(turns, LIVE, "first");
        enter(turns, BULK, "b1", "b2");
        IntStream.range(0, 12).forEach(i -> enter(turns, LIVE, "l" + i));
        IntStream.range(0, 14).forEach(i -> turns.release());

        assertThat(granted.subList(1, 15))
                .containsExactly("l0", "l1", "l2", "l3", "l4", "l5", "l6", "l7", "l8", "b1", "l9", "l10", "l11", "b2");
    }

    @Test
    void keepsToTheRate() {
        TurnQueue turns = queue(1_000, 200, 10, 1_000, 10_000);
        long start = System.nanoTime();
        IntStream.range(0, 100).forEach(i -> enter(turns, LIVE, "t" + i));
        await().until(() -> granted.size() == 100);

        // the first ten are free, and a window may have just begun
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(390));
    }

    @Test
    void holdsEveryoneBackDuringAPauseButWhoWaitsByRulesOfItsOwn() {
        TurnQueue turns = queue(10, 0, 1, 10, 5_000);
        turns.pause(Duration.ofMillis(300));
        turns.pause(Duration.ofMillis(1));
        long start = System.nanoTime();
        enter(turns, LIVE, "a");
        enter(turns, SINGLE, "single");
        assertThat(granted).containsExactly("single");

        await().until(() -> granted.size() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(280));
    }

    @Test
    void refusesWhoWaitedTooLong() {
        TurnQueue turns = queue(1, 0, 1, 10, 100);
        enter(turns, LIVE, "a", "b");

        await().until(() -> refused.size() == 1);
        assertThat(refused.get(0)).isGreaterThan(Duration.ofMillis(99));
        turns.release();
        enter(turns, LIVE, "c");
        assertThat(granted).containsExactly("a", "c");
    }

    @Test
    void makesItsCallerWaitWhileTheQueueIsFull() throws Exception {
        TurnQueue turns = queue(1, 0, 1, 2, 5_000);
        enter(turns, LIVE, "a", "b", "c");
        AtomicInteger through = new AtomicInteger();
        Thread caller = new Thread(() -> {
            try {
                through.set(turns.awaitRoom() ? 1 : -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        assertThat(through).hasValue(0);

        turns.release();
        caller.join(5_000);
        assertThat(through).hasValue(1);
    }

    @Test
    void tellsACallerThatTheQueueStayedFull() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        timer.execute(() -> awaitQuietly(over)); // nobody else looks for those that waited too long
        TurnQueue turns = queue(1, 0, 1, 1, 100);
        enter(turns, LIVE, "a", "b");

        assertThat(turns.awaitRoom()).isFalse();
        assertThat(refused).isEmpty();
        over.countDown();
    }

    @Test
    void makesRoomWhenSomeoneWaitedTooLong() throws Exception {
        TurnQueue turns = queue(1, 0, 1, 1, 100);
        enter(turns, LIVE, "a", "b");

        await().until(() -> refused.size() == 1);
        assertThat(turns.awaitRoom()).isTrue();
    }

    @Test
    void keepsTheLastPlacesForLiveTurns() {
        TurnQueue turns = queue(16, 0, 1, 100, 5_000);
        IntStream.range(0, 20).forEach(i -> enter(turns, BULK, "b" + i));
        assertThat(granted).hasSize(14);
        enter(turns, LIVE, "l1", "l2", "l3");
        assertThat(granted.subList(14, granted.size())).containsExactly("l1", "l2");

        turns.release();
        assertThat(granted).endsWith("l3").hasSize(17);
    }

    @Test
    void grantsWithinAPriorityInTheOrderOfComing() {
        TurnQueue turns = queue(10, 0, 1, 10, 5_000);
        turns.pause(Duration.ofMillis(100));
        enter(turns, LIVE, "a");
        enter(turns, LIVE_THREAD, "b");
        enter(turns, LIVE, "c");

        await().until(() -> granted.size() == 3);
        assertThat(granted).containsExactly("a", "b", "c");
    }

    @Test
    void looksForTokensDuringAPauseForWhoGoesThroughIt() {
        TurnQueue turns = queue(10, 10, 1, 10, 20_000);
        turns.pause(Duration.ofSeconds(10));
        enter(turns, SINGLE, "a", "b", "c");

        await().atMost(Duration.ofSeconds(5)).until(() -> granted.size() == 3);
    }

    @Test
    void forgetsWhoLeaves() {
        TurnQueue turns = queue(1, 0, 1, 10, 5_000);
        Turn second = new Named("b");
        enter(turns, LIVE, "a");
        turns.enter(second, LIVE);
        turns.leave(second);
        turns.leave(second);
        enter(turns, LIVE, "c");
        turns.release();

        assertThat(granted).containsExactly("a", "c");
        assertThat(refused).isEmpty();
    }

    @Test
    void tellsWhatHeldATurnBack() {
        enter(queue(1, 0, 1, 10, 50), LIVE, "a", "b");
        await().until(() -> refused.size() == 1);
        enter(queue(1, 0.1, 1, 10, 50), LIVE_THREAD, "a", "b");
        await().until(() -> refused.size() == 2);
        TurnQueue paused = queue(1, 0, 1, 10, 50);
        paused.pause(Duration.ofSeconds(10));
        enter(paused, LIVE, "a");
        await().until(() -> refused.size() == 3);

        assertThat(reasons).containsExactly(Turn.Refusal.NO_PLACE, Turn.Refusal.RATE, Turn.Refusal.PAUSED);
    }

    @Test
    void refusesEveryoneWhenItIsClosed() {
        TurnQueue turns = queue(1, 0, 1, 10, 5_000);
        enter(turns, LIVE, "a", "b");
        turns.close();
        enter(turns, LIVE, "c");

        assertThat(granted).containsExactly("a");
        assertThat(refused).containsExactly(Duration.ZERO, Duration.ZERO);
    }

    @Test
    void doesNotGrowTheStackWithTheQueue() {
        TurnQueue turns = queue(1, 0, 1, 200_000, 20_000);
        AtomicInteger count = new AtomicInteger();
        enter(turns, LIVE, "first");
        for (int i = 0; i < 100_000; i++) {
            turns.enter(
                    new Turn() {
                        @Override
                        public void granted() {
                            count.incrementAndGet();
                            turns.release();
                        }

                        @Override
                        public void refused(Refusal why, Duration waited) {
                            refused.add(waited);
                        }
                    },
                    LIVE);
        }
        turns.release();
        // the timer may take a share of them
        await().untilAsserted(() -> assertThat(count).hasValue(100_000));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TurnQueue queue(int places, double perSecond, int burst, int waiting, long longestMillis) {
        return new TurnQueue(
                CallPolicy.STANDARD
                        .inFlight(places)
                        .rate(new CallPolicy.Rate(perSecond, burst, waiting, Duration.ofMillis(longestMillis))),
                timer);
    }

    private void enter(TurnQueue turns, Turn.Kind kind, String... names) {
        for (String name : names) {
            turns.enter(new Named(name), kind);
        }
    }

    private final class Named implements Turn {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public void granted() {
            granted.add(name);
        }

        @Override
        public void refused(Refusal why, Duration waited) {
            reasons.add(why);
            refused.add(waited);
        }
    }
}
