package ai.returning.routes.jdbc;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The few JDBC calls the stores need. Thread-safe; a transaction belongs to the thread that opened it. */
public final class Jdbc {
    private static final int ATTEMPTS = 5;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final @Nullable DataSource source;
    private final @Nullable Dialect dialect;
    private final ThreadLocal<@Nullable Connection> transaction = new ThreadLocal<>();

    public Jdbc(DataSource source) {
        this(source, null);
    }

    /** @param dialect null if it is not known */
    public Jdbc(DataSource source, @Nullable Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
    }

    /** For one transaction of another's. */
    private Jdbc(Connection joined) {
        this.source = null;
        this.dialect = null;
        transaction.set(joined);
    }

    /** True if statements may use what PostgreSQL alone has. */
    public boolean isPostgres() {
        return dialect == Dialect.POSTGRESQL;
    }

    /**
     * An array as one value of a statement; PostgreSQL only.
     *
     * @param type of its elements, as the database calls it
     */
    public record Column(String type, @Nullable Object[] values) {}

    /** Reads one row of a result. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Runs {@code work} in one transaction; commits when it returns, rolls back when it throws. */
    public <T> T inTransaction(Function<Jdbc, T> work) {
        if (transaction.get() != null) {
            return work.apply(this);
        }
        return connected(connection -> {
            connection.setAutoCommit(false);
            transaction.set(connection);
            boolean done = false;
            try {
                T result = work.apply(this);
                connection.commit();
                done = true;
                return result;
            } finally {
                transaction.remove();
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        });
    }

    /**
     * The same, and once more if the database ended it because of a deadlock or a lock that took too long. {@code work}
     * must do nothing but write, for it may run several times.
     */
    public <T> T inRepeatedTransaction(Function<Jdbc, T> work) {
        if (transaction.get() != null) {
            return work.apply(this);
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return inTransaction(work);
            } catch (RaiException e) {
                if (attempt == ATTEMPTS || !SqlFailure.mayPass(e)) {
                    throw e;
                }
                // by chance, so that two that met do not meet again
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
            }
        }
    }

    /** Statements in a transaction that somebody else began and ends, on this thread. */
    public static <T> T within(Connection connection, Function<Jdbc, T> work) {
        Jdbc joined = new Jdbc(connection);
        try {
            return work.apply(joined);
        } finally {
            joined.transaction.remove();
        }
    }

    /** Number of rows changed. */
    public int update(String sql, @Nullable Object... values) {
        return connected(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, values);
                return statement.executeUpdate();
            }
        });
    }

    /**
     * One statement for many rows of values, in one transaction.
     *
     * @return rows changed by each; an insert may say {@link java.sql.Statement#SUCCESS_NO_INFO}
     */
    public int[] batch(String sql, Iterable<@Nullable Object[]> rows) {
        return inTransaction(jdbc -> connected(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (@Nullable Object[] values : rows) {
                    bind(statement, values);
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        }));
    }

    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values) {
        return connected(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, values);
                List<T> rows = new ArrayList<>();
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        rows.add(reader.read(result));
                    }
                }
                return rows;
            }
        });
    }

    public <T> Optional<T> one(String sql, RowReader<T> reader, @Nullable Object... values) {
        List<T> rows = list(sql, reader, values);
        if (rows.size() > 1) {
            throw new RaiException(ErrorCode.BUG, rows.size() + " rows where one is expected: " + sql);
        }
        return rows.stream().findFirst();
    }

    /** A statement without values or result. */
    public void execute(String sql) {
        connected(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return statement.execute();
            }
        });
    }

    private <T> T connected(Work<T> work) {
        try {
            Connection open = transaction.get();
            if (open != null) {
                return work.with(open);
            }
            DataSource from = source;
            if (from == null) {
                throw new RaiException(ErrorCode.BUG, "A joined transaction was used on another thread.");
            }
            try (Connection connection = from.getConnection()) {
                return work.with(connection);
            }
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (values[i] instanceof Column column) {
                statement.setArray(i + 1, statement.getConnection().createArrayOf(column.type(), column.values()));
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }
}
