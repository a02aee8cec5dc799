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
import org.jspecify.annotations.Nullable;

/** A database that events are written to, with the table that keeps which were. Thread-safe. */
public final class TargetDatabase implements AutoCloseable {
    /** The table that keeps which events were written, on PostgreSQL and H2. */
    public static final String GUARD = Guard.BY_NAME;

    private static final int WORDS = 300;

    private final TargetSettings settings;
    private final HikariDataSource pool;
    private volatile @Nullable Guard guard;
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
                guard(connection);
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

    /** The guard of this database, made where it is not there. */
    Guard guard(Connection connection) throws SQLException {
        Guard known = guard;
        if (known == null) {
            known = ensured(connection, Guard.of(connection));
            guard = known;
        }
        return known;
    }

    private Guard ensured(Connection connection, Guard made) throws SQLException {
        if (made.exists(connection)) {
            return made;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(made.create());
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (!made.exists(connection)) { // else another process was faster
                throw new RaiException(
                        ErrorCode.TARGET_REFUSED,
                        "Target " + settings.name() + " lacks the table " + made.table()
                                + ", and its user may not create it. Run once: " + made.create() + ".",
                        e);
            }
        }
        return made;
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
