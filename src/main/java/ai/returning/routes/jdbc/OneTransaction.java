package ai.returning.routes.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Has all that a library does on several connections done on one, in one transaction: it commits and closes as it likes, and
 * nothing counts before the end. Flyway commits a change and the note of it apart; a process that died in between left
 * tables of which no note told, and no later start got over them.
 */
final class OneTransaction {
    /** What the library does to its connections, and must not do to the one. */
    private static final Set<String> WITHHELD = Set.of("commit", "rollback", "close", "setAutoCommit", "abort");

    private OneTransaction() {}

    /**
     * PostgreSQL only, where changes of tables belong to transactions.
     *
     * @param lock waits for whoever holds the same until its transaction ends
     */
    static void with(DataSource state, long lock, Consumer<DataSource> work) {
        try (Connection connection = state.getConnection()) {
            int limit = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, 0); // an index over many rows, or the lock, may take its time
            connection.setAutoCommit(false);
            try {
                lock(connection, lock);
                work.accept(source(joined(connection)));
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                undo(connection, e);
                throw e;
            }
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, limit);
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    private static void undo(Connection connection, Exception why) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException broken) {
            why.addSuppressed(broken);
        }
    }

    private static void lock(Connection connection, long lock) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            statement.setLong(1, lock);
            statement.execute();
        }
    }

    private static DataSource source(Connection joined) {
        return proxy(DataSource.class, (self, method, values) -> {
            if (method.getName().equals("getConnection")) {
                return joined;
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private static Connection joined(Connection connection) {
        return proxy(
                Connection.class, (self, method, values) -> withheld(method) ? null : call(connection, method, values));
    }

    /** Going back to a savepoint stays within the transaction. */
    private static boolean withheld(Method method) {
        return WITHHELD.contains(method.getName())
                && !(method.getName().equals("rollback") && method.getParameterCount() == 1);
    }

    private static @Nullable Object call(Connection connection, Method method, @Nullable Object @Nullable [] values)
            throws Throwable {
        try {
            return method.invoke(connection, values);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(OneTransaction.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
