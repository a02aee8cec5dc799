package ai.returning.routes.testing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that several processes share: so many times as fast as the real one, from one moment on. */
public final class FastClock extends Clock {
    private final long base;
    private final int factor;

    /** @param base milliseconds since 1970 at which it began */
    public FastClock(long base, int factor) {
        this.base = base;
        this.factor = factor;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(base + (System.currentTimeMillis() - base) * factor);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
