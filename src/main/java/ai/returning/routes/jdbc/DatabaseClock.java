package ai.returning.routes.jdbc;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * The clock of the database, so that all processes on it agree on the time, whatever their own clocks say. Between two
 * measurements it goes by {@link System#nanoTime}.
 */
public final class DatabaseClock extends Clock {
    private static final String NOW = "select cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    private record Measured(long millis, long nanos) {}

    private final Jdbc jdbc;
    private final ZoneId zone;
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
        return new Measured(millis, System.nanoTime());
    }

    @Override
    public long millis() {
        Measured last = measured;
        return last.millis() + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last.nanos());
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
