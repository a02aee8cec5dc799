package ai.returning.routes.client;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The circuit breaker of one host, with the account of its repetitions. */
final class HostCircuit {
    private final CircuitBreaker breaker;
    private final RepetitionAccount account;
    private final Duration rest;
    private volatile boolean open;
    private volatile long nextTry = System.nanoTime();

    HostCircuit(String host, CallPolicy policy) {
        CallPolicy.Breaker settings = policy.breaker();
        account = new RepetitionAccount(policy.retries().share());
        rest = settings.rest();
        breaker = CircuitBreaker.of(
                host,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(settings.window())
                        .minimumNumberOfCalls(settings.minimum())
                        .failureRateThreshold((float) (settings.failureShare() * 100))
                        .waitDurationInOpenState(settings.rest())
                        .permittedNumberOfCallsInHalfOpenState(settings.probes())
                        .build());
    }

    RepetitionAccount account() {
        return account;
    }

    /** False while the host rests and while its probes are under way. A permission must be answered for. */
    boolean permits() {
        boolean permitted = breaker.tryAcquirePermission();
        if (open) {
            noteState(); // the first permission after the rest begins the probes
        }
        return permitted;
    }

    /** How long the host rests yet; zero if a call may be tried. Takes no permission. */
    Duration restLeft() {
        return open ? Duration.ofNanos(Math.max(0, nextTry - System.nanoTime())) : Duration.ZERO;
    }

    void succeeded(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        noteState();
    }

    /** Judges by the failure: refusals of a request show that the host works. */
    void failed(@Nullable CallFailedException failure, long nanos) {
        if (failure == null) {
            breaker.releasePermission();
        } else if (isOfTheHost(failure)) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
        noteState();
    }

    /** Asked after each outcome: a listener would make the breaker build an event with a time for each call. */
    private void noteState() {
        boolean now = breaker.getState() == State.OPEN;
        if (now != open) {
            nextTry = System.nanoTime() + rest.toNanos();
            open = now;
        }
    }

    /** 501 is final: the host works and will never do this. */
    static boolean isOfTheHost(CallFailedException failure) {
        return switch (failure.kind()) {
            case UPSTREAM -> failure.status() != 501;
            case UNREACHABLE, OUTCOME_UNKNOWN -> true;
            default -> false;
        };
    }
}
