package ai.returning.routes.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The rules around each attempt of any call: its turn, the circuit of its host, and whether it goes again. */
final class CallGate implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    /** More make the pause no longer. */
    private static final int MOST_ROUNDS = 16;

    private final TurnQueue turns;
    private final Repetition repetition;
    /** Rounds of answers 429 since the last success; each doubles the pause. */
    private volatile int slowDowns;
    /** When the last pause began: what was sent before knew nothing of it and is no round of its own. */
    private volatile long pausedAt = System.nanoTime();

    CallGate(CallPolicy policy, ScheduledExecutorService timer) {
        this.turns = new TurnQueue(policy, timer);
        this.repetition = new Repetition(policy.retries());
    }

    TurnQueue turns() {
        return turns;
    }

    /** Fails if the host rests. Every pass is followed by {@link #succeeded} or {@link #failed}. */
    void pass(PreparedCall call) {
        if (!call.single() && !call.circuit().permits()) {
            throw call.failures().resting(call.circuit().restLeft());
        }
        call.circuit().account().callMade();
    }

    void succeeded(PreparedCall call, long startedAt) {
        if (slowDowns > 0) {
            recovered(startedAt);
        }
        call.circuit().succeeded(System.nanoTime() - startedAt);
    }

    /** Takes note of a failure that the API or the way to it caused. */
    void failed(PreparedCall call, CallFailedException failure, long startedAt) {
        call.circuit().failed(failure, System.nanoTime() - startedAt);
        if (failure.kind() == FailureKind.RATE_LIMITED) {
            slowDown(call, failure.retryAfter().orElse(null), startedAt);
        }
    }

    /** The attempt ended by our own doing, which says nothing about the host. */
    void abandoned(PreparedCall call) {
        if (!call.single()) {
            call.circuit().failed(null, 0);
        }
    }

    /** The wait before the next attempt, or empty if the failure stands. */
    Optional<Duration> again(PreparedCall call, CallFailedException failure, int attempt) {
        return repetition.after(call, failure, attempt);
    }

    /** Who does its own waiting holds back others only if the server said for how long. */
    private synchronized void slowDown(PreparedCall call, @Nullable Duration asked, long startedAt) {
        if (asked != null) {
            pause(asked);
        } else if (!call.single() && startedAt - pausedAt > 0) {
            slowDowns = Math.min(slowDowns + 1, MOST_ROUNDS);
            pause(Repetition.backoff(FIRST_PAUSE, LONGEST_PAUSE, slowDowns));
        }
    }

    private void pause(Duration wait) {
        pausedAt = System.nanoTime();
        turns.pause(wait);
    }

    private synchronized void recovered(long startedAt) {
        if (startedAt - pausedAt > 0) {
            slowDowns = 0;
        }
    }

    @Override
    public void close() {
        turns.close();
    }
}
