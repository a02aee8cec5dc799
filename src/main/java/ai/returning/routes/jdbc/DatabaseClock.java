package ai.returning.routes.jdbc;

import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of the database, so that all processes on it agree on the time, whatever their own clocks say. Between two
 * measurements it goes by {@link System#nanoTime}.
 */
public final class DatabaseClock extends Clock {
    private static final String NOW = "select cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    /** The one clock stands still while a machine is suspended, the other one may be set by somebody. */
    private record Measured(long millis, long nanos, long wall) {
        long passed() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
        }

        boolean isDoubtful() {
            return Math.abs(WALL.millis() - wall - passed()) > JUMP_MILLIS;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    private static final Clock WALL = Clock.systemUTC();
    private static final long JUMP_MILLIS = 2_000;
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Jdbc jdbc;
    private final ZoneId zone;
    private final AtomicLong askedAt = new AtomicLong(System.nanoTime() - PAUSE_NANOS);
    private volatile Measured measured;

    private DatabaseClock(Jdbc jdbc, ZoneId zone, Measured measured) {
        this.jdbc = jdbc;
        this.zone = zone;
        this.measured = measured;
    }

    /** Asks the database once; from then on {@link #measure} corrects what drifts. */
    public static DatabaseClock of(Jdbc jdbc) {
        return new DatabaseClock(jdbc, ZoneOffset.UTC, ask(jdbc));
    }

    /** Asks the database again; if that fails the last measurement stays. */
    public void measure() {
        measured = ask(jdbc);
    }

    private static Measured ask(Jdbc jdbc) {
        // taken afterwards: a slow answer makes this clock late, and late is patient
        long millis = jdbc.one(NOW, row -> row.getLong(1)).orElseThrow();
        return new Measured(millis, System.nanoTime(), WALL.millis());
    }

    @Override
    public long millis() {
        if (measured.isDoubtful()) {
            askAgain();
        }
        Measured last = measured;
        return last.millis() + last.passed();
    }

    /** After a sleep of the machine a wait must not seem to have begun before it. */
    private void askAgain() {
        long last = askedAt.get();
        long now = System.nanoTime();
        if (now - last < PAUSE_NANOS || !askedAt.compareAndSet(last, now)) {
            return;
        }
        try {
            measure();
        } catch (RaiException e) {
            LOG.debug("The clock of the database is asked again later", e);
        }
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new DatabaseClock(jdbc, other, measured);
    }
}
