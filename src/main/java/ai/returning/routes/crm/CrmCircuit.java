package ai.returning.routes.crm;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.NotYetException;
import ai.returning.routes.support.RaiException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of one CRM: while it hangs or fails, it is left alone, and nobody's worker waits for it. After the
 * rest a few calls try it. Thread-safe.
 */
final class CrmCircuit {
    private static final int WINDOW = 20;
    private static final int MINIMUM = 8;
    private static final float FAILURES_PERCENT = 50;
    private static final int PROBES = 2;
    /** While probes are under way, the others ask again soon. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final String name;
    private final Duration rest;
    private final CircuitBreaker breaker;
    private volatile long nextTry = System.nanoTime();

    CrmCircuit(String name, Duration rest) {
        this.name = name;
        this.rest = rest;
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(MINIMUM)
                        .failureRateThreshold(FAILURES_PERCENT)
                        .waitDurationInOpenState(rest)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        .maxWaitDurationInHalfOpenState(rest) // a probe that never ends is not waited for
                        .build());
    }

    /**
     * Takes a permission, which must be answered for.
     *
     * @throws NotYetException while the CRM rests
     */
    void enter(String what) {
        if (!breaker.tryAcquirePermission()) {
            throw notYet("'" + what + "' was not sent", null);
        }
    }

    /** The CRM answered, whatever it said. */
    void answered(long since) {
        breaker.onSuccess(System.nanoTime() - since, TimeUnit.NANOSECONDS);
    }

    /** The CRM hangs, or says that it cannot. */
    void failed(long since, Throwable why) {
        boolean before = breaker.getState() == CircuitBreaker.State.OPEN;
        breaker.onError(System.nanoTime() - since, TimeUnit.NANOSECONDS, why);
        if (!before && breaker.getState() == CircuitBreaker.State.OPEN) {
            nextTry = System.nanoTime() + rest.toNanos();
        }
    }

    /** Nothing was learnt. */
    void left() {
        breaker.releasePermission();
    }

    /** Whether the CRM fails for everybody: it rests, or is tried after that. */
    boolean isTroubled() {
        return breaker.getState() != CircuitBreaker.State.CLOSED;
    }

    /** What a call needs before it can be sent, such as a login; under the permission of the call. */
    <T> T before(long since, Supplier<T> question) {
        try {
            return question.get();
        } catch (RaiException e) {
            if (e.code() != ErrorCode.CRM_UNAVAILABLE) {
                answered(since);
                throw e;
            }
            failed(since, e);
            throw isTroubled() ? notYet(e.sentence(), e) : e;
        } catch (RuntimeException e) {
            breaker.releasePermission();
            throw e;
        }
    }

    /** Nothing was written, and nobody is to blame for that but the CRM. */
    NotYetException notYet(String what, @Nullable Throwable cause) {
        Duration left = Duration.ofNanos(Math.max(SOON.toNanos(), nextTry - System.nanoTime()));
        return new NotYetException(
                ErrorCode.CRM_UNAVAILABLE,
                name + " hangs or fails and is left alone for " + Math.max(1, left.toSeconds()) + " s: " + what
                        + ". It is tried again after that.",
                left,
                cause);
    }
}
