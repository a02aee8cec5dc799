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
 * place among those in flight. Live turns go before bulk turns, but one in ten goes to bulk while some wait.
 */
final class TurnQueue implements AutoCloseable {
    private static final int LIVE_IN_A_ROW = 9;
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
            turn.refused(Duration.ZERO);
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

    /** Holds back everyone for that long. */
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
        rest.forEach(one -> one.turn().refused(Duration.ZERO));
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
            Waiting late = late(now);
            if (late != null) {
                return () -> late.turn().refused(Duration.ofNanos(now - late.since()));
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

    private @Nullable Waiting late(long now) {
        for (ArrayDeque<Waiting> lane : lanes) {
            Waiting first = lane.peek();
            if (first != null && now - first.since() > longestWait) {
                return leave(lane);
            }
        }
        return null;
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

    /** The first of four lanes whose turns may go, or -1. */
    private int ready(int from, long now) {
        for (int lane = from; lane < from + BULK; lane++) {
            boolean held =
                    ((lane & TAKES_PLACE) != 0 && places <= 0) || ((lane & THROUGH_PAUSES) == 0 && budget.paused(now));
            if (!held && !lanes.get(lane).isEmpty()) {
                return lane;
            }
        }
        return -1;
    }

    private boolean bulkWaits() {
        return lanes.subList(BULK, 2 * BULK).stream().anyMatch(lane -> !lane.isEmpty());
    }

    private Waiting leave(ArrayDeque<Waiting> lane) {
        if (waiting-- == mostWaiting) {
            room.signalAll();
        }
        return lane.remove();
    }

    /** The next moment at which something can change without a call coming or going. */
    private void wakeLater(long now) {
        long soonest = budget.untilChange(now);
        for (ArrayDeque<Waiting> lane : lanes) {
            Waiting first = lane.peek();
            if (first != null) {
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
