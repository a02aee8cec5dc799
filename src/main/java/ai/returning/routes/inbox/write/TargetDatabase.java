package ai.returning.routes.inbox.write;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A database that events are written to, with the table that keeps which were. Thread-safe. */
public final class TargetDatabase implements AutoCloseable {
    /** The table, for those whose user may not create it. */
    public static final String GUARD =
            "create table rai_applied_event (scope varchar(100) not null, event_key varchar(700) not"
                    + " null, applied_at timestamp default current_timestamp not null, primary key (scope, event_key))";

    private static final String PROBE = "select 1 from rai_applied_event where 1 = 0";
    private static final int WORDS = 300;

    private final TargetSettings settings;
    private final HikariDataSource pool;
    private final AtomicBoolean guarded = new AtomicBoolean();
    private volatile @Nullable JointEnd jointEnd;

    private TargetDatabase(TargetSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
    }

    /** A database that is away now may come later: nothing is opened before the first event. */
    public static TargetDatabase of(TargetSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user().isEmpty() ? null : settings.user());
        config.setPassword(settings.password().isEmpty() ? null : settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(0);
        config.setConnectionTimeout(settings.connectLimit().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        config.setPoolName("target-" + settings.name());
        try {
            return new TargetDatabase(settings, new HikariDataSource(config));
        } catch (RuntimeException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "returning-ai.targets." + settings.name() + ".url cannot be used: no JDBC driver takes it. Correct"
                            + " the URL or add the driver.",
                    e);
        }
    }

    /** Says that this is the database that keeps the events: a write may end its event in the same commit. */
    public TargetDatabase keeping(JointEnd end) {
        jointEnd = end;
        return this;
    }

    /** Null if events are kept elsewhere. */
    @Nullable
    JointEnd jointEnd() {
        return jointEnd;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * One transaction: committed when {@code work} returns, rolled back when it throws.
     *
     * @throws RaiException TARGET_UNAVAILABLE or TARGET_REFUSED, without values
     */
    <T> T inTransaction(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            boolean done = false;
            try {
                ensureGuard(connection);
                T result = work.with(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    int statementSeconds() {
        return (int) Math.max(1, settings.statementLimit().toSeconds());
    }

    private void ensureGuard(Connection connection) throws SQLException {
        if (guarded.get()) {
            return;
        }
        if (!has(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(GUARD);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                if (!has(connection)) { // else another process was faster
                    throw new RaiException(
                            ErrorCode.TARGET_REFUSED,
                            "Target " + settings.name() + " lacks the table rai_applied_event, and its user may not"
                                    + " create it. Run once: " + GUARD + ".",
                            e);
                }
            }
        }
        guarded.set(true);
    }

    private static boolean has(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(PROBE);
            return true;
        } catch (SQLException e) {
            connection.rollback();
            return false;
        }
    }

    private RaiException failure(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        boolean away = e instanceof SQLTransientConnectionException || state.startsWith("08") || state.startsWith("57");
        // databases quote values, and H2 the statement
        String line = String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
        String plain = line.replaceAll("; SQL statement:.*", "").replaceAll("'[^']*'?", "'...'");
        return new RaiException(
                away ? ErrorCode.TARGET_UNAVAILABLE : ErrorCode.TARGET_REFUSED,
                "Target " + settings.name() + (away ? " does not answer: " : " refused a statement: ")
                        + Redaction.text(plain, WORDS) + " (SQLState " + state + "). Nothing was written.",
                e);
    }

    @Override
    public void close() {
        pool.close();
    }
}
