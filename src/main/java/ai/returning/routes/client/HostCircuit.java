package ai.returning.routes.client;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The circuit breaker of one host. */
final class HostCircuit {
    private final CircuitBreaker breaker;
    private volatile long nextTry = System.nanoTime();

    HostCircuit(String host, CallPolicy.Breaker settings) {
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
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.OPEN) {
                nextTry = System.nanoTime() + settings.rest().toNanos();
            }
        });
    }

    /** False while the host rests and while its probes are under way. A permission must be answered for. */
    boolean permits() {
        return breaker.tryAcquirePermission();
    }

    /** How long the host rests yet; zero if a call may be tried. Takes no permission. */
    Duration restLeft() {
        return breaker.getState() == State.OPEN
                ? Duration.ofNanos(Math.max(0, nextTry - System.nanoTime()))
                : Duration.ZERO;
    }

    void succeeded(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
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
