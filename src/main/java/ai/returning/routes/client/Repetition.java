package ai.returning.routes.client;

import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether and when a failed call goes again. Each call pays a share of a repetition into one account, each repetition
 * takes a whole one: a host that is down gets hardly more calls than a healthy one.
 */
final class Repetition {
    /** What the account holds at most, and at start: enough for single faults of a quiet tenant. */
    private static final double MOST = 10;

    private final CallPolicy.Retries settings;
    private double account = MOST;

    Repetition(CallPolicy.Retries settings) {
        this.settings = settings;
    }

    synchronized void callMade() {
        account = Math.min(MOST, account + settings.share());
    }

    /** The wait before the next attempt, or empty if the failure stands. */
    Optional<Duration> after(PreparedCall call, CallFailedException failure, int attempt) {
        if (call.single() || attempt >= settings.attempts() || !mayRepeat(call.operation()) || !mayPass(failure)) {
            return Optional.empty();
        }
        Duration wait = wait(failure, attempt);
        return wait.compareTo(settings.longest()) <= 0 && take() ? Optional.of(wait) : Optional.empty();
    }

    static boolean mayRepeat(Operation operation) {
        return operation.safeToRepeat().mayRetry() && operation.effect() == EffectMark.NONE;
    }

    private static boolean mayPass(CallFailedException failure) {
        return failure.kind() == FailureKind.RATE_LIMITED || HostCircuit.isOfTheHost(failure);
    }

    private synchronized boolean take() {
        if (account < 1) {
            return false;
        }
        account--;
        return true;
    }

    /** After a 429 the pause of the whole budget is the wait. */
    private Duration wait(CallFailedException failure, int attempt) {
        if (failure.kind() == FailureKind.RATE_LIMITED) {
            return Duration.ZERO;
        }
        Duration backoff = backoff(settings.first(), settings.longest(), attempt);
        return failure.retryAfter()
                .filter(asked -> asked.compareTo(backoff) > 0)
                .orElse(backoff);
    }

    /** Doubles with each attempt; between half and all of it, so that callers do not come back together. */
    static Duration backoff(Duration first, Duration longest, int attempt) {
        long most = Math.min(longest.toNanos(), first.toNanos() << Math.min(attempt - 1, 20));
        return Duration.ofNanos(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }
}
