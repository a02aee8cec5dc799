package ai.returning.routes.flowtest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that a case moves forward. */
final class TestClock extends Clock {
    private final Clock real;
    private volatile Duration ahead = Duration.ZERO;

    TestClock(Clock real) {
        this.real = real;
    }

    synchronized void advance(Duration time) {
        ahead = ahead.plus(time);
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(real.withZone(zone), ahead);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead);
    }
}
