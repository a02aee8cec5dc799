package ai.returning.routes.client;

import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Whether and when a failed call goes again. */
final class Repetition {
    private final CallPolicy.Retries settings;

    Repetition(CallPolicy.Retries settings) {
        this.settings = settings;
    }

    /** The wait before the next attempt, or empty if the failure stands. */
    Optional<Duration> after(PreparedCall call, CallFailedException failure, int attempt) {
        if (call.single() || !settings.mayGoAgain(call.operation(), failure, attempt)) {
            return Optional.empty();
        }
        Duration wait = wait(failure, attempt);
        return wait.compareTo(settings.longest()) <= 0
                        && call.circuit().account().take()
                ? Optional.of(wait)
                : Optional.empty();
    }

    static boolean mayRepeat(Operation operation) {
        return operation.safeToRepeat().mayRetry() && operation.effect() == EffectMark.NONE;
    }

    /** Who waited in vain for a turn has waited enough, and a host that rests is left alone. */
    static boolean mayPass(CallFailedException failure) {
        if (failure.code() == ErrorCode.CALL_NO_TURN || failure.code() == ErrorCode.CALL_HOST_RESTS) {
            return false;
        }
        return failure.kind() == FailureKind.RATE_LIMITED || HostCircuit.isOfTheHost(failure);
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
