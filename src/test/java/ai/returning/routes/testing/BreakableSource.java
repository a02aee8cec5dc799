package ai.returning.routes.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** A second way into an H2 database of this process that counts commits and loses its connection on demand. */
public final class BreakableSource implements AutoCloseable {
    private static final String CONNECTION_LOST = "08006";

    private final JdbcConnectionPool pool;
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicBoolean forgotten = new AtomicBoolean();
    private volatile Predicate<String> broken = sql -> false;

    public BreakableSource(String url) {
        pool = JdbcConnectionPool.create(url, "sa", "");
    }

    public DataSource source() {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = method.invoke(pool, arguments);
            return result instanceof Connection connection ? counted(connection) : result;
        });
    }

    private Connection counted(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("commit")) {
                commits.incrementAndGet();
                if (forgotten.getAndSet(false)) {
                    method.invoke(connection, arguments);
                    throw new SQLException("The connection went after the commit", CONNECTION_LOST);
                }
            }
            if (method.getName().equals("prepareStatement") && broken.test(String.valueOf(arguments[0]))) {
                throw new SQLException("The connection is gone", CONNECTION_LOST);
            }
            return method.invoke(connection, arguments);
        });
    }

    /** From now on statements that begin so find the database gone. */
    public void breakAt(String start) {
        broken = sql -> sql.strip().startsWith(start);
    }

    /** The next commit is done, and whoever asked for it does not learn of it. */
    public void forgetNextCommit() {
        forgotten.set(true);
    }

    public void mend() {
        broken = sql -> false;
    }

    public int commits() {
        return commits.get();
    }

    @Override
    public void close() {
        pool.dispose();
    }

    private interface Work {
        Object with(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Work work) {
        return type.cast(Proxy.newProxyInstance(
                BreakableSource.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return work.with(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
