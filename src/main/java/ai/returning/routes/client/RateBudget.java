package ai.returning.routes.client;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls a second of a tenant, and pauses the server asked for. Not safe for use by many threads on its own. */
final class RateBudget {
    private static final long MOST_PATIENT = Duration.ofMillis(50).toNanos();

    private final @Nullable RateLimiter limiter;
    private final long lookAgain;
    private long pausedUntil = System.nanoTime();

    RateBudget(CallPolicy.Rate rate) {
        if (rate.perSecond() == 0) {
            limiter = null;
            lookAgain = MOST_PATIENT;
            return;
        }
        long period = Math.max(1, Math.round(rate.burst() / rate.perSecond() * 1e9));
        limiter = RateLimiter.of(
                "tenant",
                RateLimiterConfig.custom()
                        .limitForPeriod(rate.burst())
                        .limitRefreshPeriod(Duration.ofNanos(period))
                        .timeoutDuration(Duration.ZERO)
                        .build());
        lookAgain = Math.max(1_000_000, Math.min(MOST_PATIENT, period / 4));
    }

    boolean take() {
        return limiter == null || limiter.acquirePermission();
    }

    void pause(Duration wait, long now) {
        long until = now + wait.toNanos();
        if (until - pausedUntil > 0) {
            pausedUntil = until;
        }
    }

    boolean paused(long now) {
        return now - pausedUntil < 0;
    }

    /** Nanoseconds after which another try makes sense, for someone who goes through pauses or not. */
    long untilChange(long now, boolean throughPauses) {
        return paused(now) && !throughPauses ? pausedUntil - now : lookAgain;
    }
}
