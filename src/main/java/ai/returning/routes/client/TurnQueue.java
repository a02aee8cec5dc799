package ai.returning.routes.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides who calls next. A turn needs a token of the rate budget, no pause, and for calls without a thread a free
 * place among those in flight. Live turns go before bulk turns, but one in ten goes to bulk while some wait, and the
 * last places are kept for live ones: bulk calls that hang must not hold up what someone waits for.
 */
final class TurnQueue implements AutoCloseable {
    private static final int LIVE_IN_A_ROW = 9;
    /** One place in so many is for live turns alone. */
    private static final int LIVE_SHARE = 8;
    /** Bits of a lane's number; turns of one lane need the same, so its first one stands for all. */
    private static final int BULK = 4;

    private static final int TAKES_PLACE = 2;
    private static final int THROUGH_PAUSES = 1;

    private record Waiting(Turn turn, long since) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final List<ArrayDeque<Waiting>> lanes = new ArrayList<>();
    private final ThreadLocal<Boolean> draining = ThreadLocal.withInitial(() -> false);
    private final ScheduledExecutorService timer;
    private final RateBudget budget;
    private final int mostWaiting;
    private final long longestWait;
    /** Places that bulk turns leave free. */
    private final int reserve;

    private int places;
    private int waiting;
    private int liveInARow;
    private boolean closed;
    private @Nullable ScheduledFuture<?> wake;
    private long wakeAt;

    TurnQueue(CallPolicy policy, ScheduledExecutorService timer) {
        this.timer = timer;
        this.budget = new RateBudget(policy.rate());
        this.places = policy.inFlight();
        this.reserve = Math.min(places - 1, Math.max(1, places / LIVE_SHARE));
        this.mostWaiting = policy.rate().waiting();
        this.longestWait = policy.rate().longestWait().toNanos();
        for (int lane = 0; lane < 2 * BULK; lane++) {
            lanes.add(new ArrayDeque<>());
        }
    }

    /** Asks for a turn; the answer may come at once, on this thread. */
    void enter(Turn turn, Turn.Kind kind) {
        if (add(turn, kind)) {
            drain();
        } else {
            turn.refused(Turn.Refusal.CLOSED, Duration.ZERO);
        }
    }

    /** Whoever asked no longer waits; without effect if the turn came meanwhile. */
    void leave(Turn turn) {
        lock.lock();
        try {
            if (lanes.stream().anyMatch(lane -> lane.removeIf(one -> one.turn() == turn))) {
                oneLess();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean add(Turn turn, Turn.Kind kind) {
        lock.lock();
        try {
            if (!closed) {
                lanes.get(lane(kind)).add(new Waiting(turn, System.nanoTime()));
                waiting++;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits while the queue is full; false if it stayed full. */
    boolean awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = longestWait;
            while (waiting >= mostWaiting && !closed && left > 0) {
                left = room.awaitNanos(left);
            }
            return waiting < mostWaiting || closed;
        } finally {
            lock.unlock();
        }
    }

    Duration longestWait() {
        return Duration.ofNanos(longestWait);
    }

    /** Gives back the place of a call in flight. */
    void release() {
        lock.lock();
        try {
            places++;
        } finally {
            lock.unlock();
        }
        drain();
    }

    /** Holds back everyone for that long but those who go through pauses. */
    void pause(Duration wait) {
        lock.lock();
        try {
            budget.pause(wait, System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<Waiting> rest = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            lanes.forEach(lane -> {
                rest.addAll(lane);
                lane.clear();
            });
            waiting = 0;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        rest.forEach(one -> one.turn().refused(Turn.Refusal.CLOSED, Duration.ZERO));
    }

    /**
     * Answers everyone whose time has come. An answer may lead back here on the same thread; then the loop below goes
     * on with it, for the stack must not grow with the queue.
     */
    private void drain() {
        if (draining.get()) {
            return;
        }
        draining.set(true);
        try {
            for (Runnable answer = next(); answer != null; answer = next()) {
                answer.run();
            }
        } finally {
            draining.set(false);
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            if (waiting == 0) {
                return null;
            }
            long now = System.nanoTime();
            Runnable late = late(now);
            if (late != null) {
                return late;
            }
            Waiting one = pick(now);
            if (one == null) {
                wakeLater(now);
                return null;
            }
            return one.turn()::granted;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable late(long now) {
        for (int lane = 0; lane < lanes.size(); lane++) {
            Waiting first = lanes.get(lane).peek();
            if (first != null && now - first.since() > longestWait) {
                Turn.Refusal why = why(lane, now);
                leave(lanes.get(lane));
                return () -> first.turn().refused(why, Duration.ofNanos(now - first.since()));
            }
        }
        return null;
    }

    private Turn.Refusal why(int lane, long now) {
        if (pauses(lane, now)) {
            return Turn.Refusal.PAUSED;
        }
        return lacksPlace(lane) ? Turn.Refusal.NO_PLACE : Turn.Refusal.RATE;
    }

    private @Nullable Waiting pick(long now) {
        boolean bulkFirst = liveInARow >= LIVE_IN_A_ROW;
        int lane = ready(bulkFirst ? BULK : 0, now);
        if (lane < 0) {
            lane = ready(bulkFirst ? 0 : BULK, now);
        }
        if (lane < 0 || !budget.take()) {
            return null;
        }
        liveInARow = lane < BULK && bulkWaits() ? liveInARow + 1 : 0;
        if ((lane & TAKES_PLACE) != 0) {
            places--;
        }
        return leave(lanes.get(lane));
    }

    /** Of four lanes whose turns may go the one whose first waits longest, or -1. */
    private int ready(int from, long now) {
        int best = -1;
        long since = now;
        for (int lane = from; lane < from + BULK; lane++) {
            Waiting first = lanes.get(lane).peek();
            if (first != null && !pauses(lane, now) && !lacksPlace(lane) && (best < 0 || first.since() - since < 0)) {
                best = lane;
                since = first.since();
            }
        }
        return best;
    }

    private boolean pauses(int lane, long now) {
        return (lane & THROUGH_PAUSES) == 0 && budget.paused(now);
    }

    private boolean lacksPlace(int lane) {
        return (lane & TAKES_PLACE) != 0 && places <= (lane < BULK ? 0 : reserve);
    }

    private boolean bulkWaits() {
        return lanes.subList(BULK, 2 * BULK).stream().anyMatch(lane -> !lane.isEmpty());
    }

    private Waiting leave(ArrayDeque<Waiting> lane) {
        oneLess();
        return lane.remove();
    }

    private void oneLess() {
        if (waiting-- == mostWaiting) {
            room.signalAll();
        }
    }

    /** The next moment at which something can change without a call coming or going. */
    private void wakeLater(long now) {
        long soonest = Long.MAX_VALUE;
        for (int lane = 0; lane < lanes.size(); lane++) {
            Waiting first = lanes.get(lane).peek();
            if (first != null) {
                soonest = Math.min(soonest, budget.untilChange(now, (lane & THROUGH_PAUSES) != 0));
                soonest = Math.min(soonest, first.since() + longestWait - now + 1);
            }
        }
        long at = now + Math.max(soonest, 0);
        if (wake == null || at - wakeAt < 0) {
            if (wake != null) {
                wake.cancel(false);
            }
            wakeAt = at;
            wake = timer.schedule(this::wake, at - now, TimeUnit.NANOSECONDS);
        }
    }

    private void wake() {
        lock.lock();
        try {
            wake = null;
        } finally {
            lock.unlock();
        }
        drain();
    }

    private static int lane(Turn.Kind kind) {
        return (kind.bulk() ? BULK : 0)
                + (kind.takesPlace() ? TAKES_PLACE : 0)
                + (kind.throughPauses() ? THROUGH_PAUSES : 0);
    }
}
