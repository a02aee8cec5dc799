package ai.returning.routes.jdbc;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows which of the processes on one database are there. Each holds an advisory lock in a session of its own, which
 * PostgreSQL lets go when the process ends, and keeps while the process only sleeps: a lease cannot tell these two apart.
 *
 * <p>The session must be a real one, not one of a pooler that lends it for a transaction. On H2 a state has one process.
 */
public final class Presence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    /** Keeps these locks apart from those of others on the same database. */
    private static final int OURS = 0x52_41_49;

    private static final int CHECK_SECONDS = 5;

    private final @Nullable HikariDataSource sessions;
    private final Jdbc jdbc;
    private final String node;
    private @Nullable Connection session;

    private Presence(@Nullable HikariDataSource sessions, Jdbc jdbc, String node) {
        this.sessions = sessions;
        this.jdbc = jdbc;
        this.node = node;
    }

    /** @param sessions null where only one process can be there */
    static Presence open(@Nullable HikariDataSource sessions, Jdbc jdbc, String node) {
        Presence presence = new Presence(sessions, jdbc, node);
        presence.keep();
        return presence;
    }

    /** This process. */
    public String node() {
        return node;
    }

    /**
     * True if a process lives, as far as the database knows.
     *
     * @throws RaiException STATE_UNAVAILABLE
     */
    public boolean isThere(String other) {
        if (other.equals(node) || sessions == null) {
            return other.equals(node);
        }
        return jdbc.one(
                        "select 1 from pg_locks where locktype = 'advisory' and objsubid = 2 and granted"
                                + " and database = (select oid from pg_database where datname = current_database())"
                                + " and classid = cast(? as bigint)::oid and objid = cast(? as bigint)::oid limit 1",
                        row -> 1,
                        (long) OURS,
                        Integer.toUnsignedLong(other.hashCode()))
                .isPresent();
    }

    /** Begins a new session if the old one broke; called now and then. */
    public synchronized void keep() {
        if (sessions == null || isAlive()) {
            return;
        }
        close();
        try {
            Connection fresh = sessions.getConnection();
            session = fresh;
            try (PreparedStatement lock = fresh.prepareStatement("select pg_advisory_lock_shared(?, ?)")) {
                lock.setInt(1, OURS);
                lock.setInt(2, node.hashCode());
                try (ResultSet taken = lock.executeQuery()) {
                    taken.next();
                }
            }
        } catch (SQLException e) {
            close();
            throw new RaiException(
                    ErrorCode.STATE_UNAVAILABLE,
                    "The state database gives no session to show this process by: " + e.getMessage(),
                    e);
        }
    }

    private boolean isAlive() {
        try {
            return session != null && session.isValid(CHECK_SECONDS);
        } catch (SQLException e) {
            LOG.debug("The session that shows this process cannot be checked", e);
            return false;
        }
    }

    /** From here on this process counts as gone. */
    @Override
    public synchronized void close() {
        Connection old = session;
        session = null;
        if (old == null || sessions == null) {
            return;
        }
        try {
            sessions.evictConnection(old); // the lock must not go back to the pool with it
            old.close();
        } catch (SQLException e) {
            LOG.debug("The session that showed this process was broken already", e);
        }
    }
}
