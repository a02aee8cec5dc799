package ai.returning.routes.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Optional;

/** The open state database, migrated and checked. */
public final class StateDatabase implements AutoCloseable {
    private final HikariDataSource pool;
    private final Dialect dialect;
    private final Optional<? extends Upkeep> upkeep;

    StateDatabase(HikariDataSource pool, Dialect dialect, Optional<? extends Upkeep> upkeep) {
        this.pool = pool;
        this.dialect = dialect;
        this.upkeep = upkeep;
    }

    /**
     * Opens, migrates and checks the database.
     *
     * @throws RaiException STATE_UNAVAILABLE, STATE_LOCKED if another process holds the H2 file, STATE_NOT_DURABLE if
     *     H2 would acknowledge commits before they are on disk
     */
    public static StateDatabase open(StateSettings settings) {
        // A server may still be starting; an H2 file is free or it is not.
        boolean file = Dialect.of(settings.url()) == Dialect.H2;
        return open(settings, Duration.ofSeconds(file ? 2 : 10));
    }

    /** Tries for as long as {@code patience} before it says that the database cannot be opened. */
    static StateDatabase open(StateSettings settings, Duration patience) {
        return new StateOpening(settings, patience).open();
    }

    public Jdbc jdbc() {
        return new Jdbc(pool, dialect);
    }

    /** Shows this process to the others on the database until it is closed, and them to it. */
    public Presence presence(String node) {
        return Presence.open(dialect == Dialect.POSTGRESQL ? pool : null, jdbc(), node);
    }

    public Dialect dialect() {
        return dialect;
    }

    @Override
    public void close() {
        upkeep.ifPresent(Upkeep::close);
        pool.close();
    }
}
