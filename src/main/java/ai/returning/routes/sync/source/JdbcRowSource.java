package ai.returning.routes.sync.source;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database read by JDBC: PostgreSQL by COPY, or by cursor where COPY is off or refused; others by cursor. Each open
 * query has a connection of its own, in a read-only transaction that is rolled back at the end. Streams read ahead on
 * a thread of their own. Closing the source ends its streams and a wait for the database.
 */
public final class JdbcRowSource implements RowSource {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcRowSource.class);

    private final SourceSettings settings;
    private final Dialect dialect;
    private final Connector connector;
    private final SourceErrors errors;
    private final Pause pause;
    private final CountDownLatch closed;
    private final Set<OpenQuery> opening = ConcurrentHashMap.newKeySet();
    private final Set<PrefetchingRowStream> streams = ConcurrentHashMap.newKeySet();

    /** @throws RaiException CONFIG_INVALID if there is no driver for the URL */
    public JdbcRowSource(SourceSettings settings) {
        this(settings, new CountDownLatch(1));
    }

    private JdbcRowSource(SourceSettings settings, CountDownLatch closed) {
        this(settings, closed, time -> {
            if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("The wait for the source ended early, because it was closed");
            }
        });
    }

    /** For tests: {@code pause} stands for the wait between attempts. */
    JdbcRowSource(SourceSettings settings, Pause pause) {
        this(settings, new CountDownLatch(1), pause);
    }

    private JdbcRowSource(SourceSettings settings, CountDownLatch closed, Pause pause) {
        this.settings = settings;
        this.dialect = Dialect.of(settings.url());
        this.connector = new Connector(settings, dialect);
        this.errors = new SourceErrors(settings, dialect);
        this.closed = closed;
        this.pause = pause;
    }

    @Override
    public RowStream open(SourceRequest request) {
        String single = QueryText.single(settings.name(), dialect, request.query());
        Duration wait = shorter(settings.firstBackoff(), settings.longestBackoff());
        for (int attempt = 1; ; attempt++) {
            boolean connected = false;
            try {
                OpenQuery open = new OpenQuery(connector.connect());
                connected = true;
                return start(open, single, request.limit(), request.batchRows());
            } catch (SQLException e) {
                stopIfClosed();
                if (attempt > settings.connectRetries() || !errors.worthAnotherAttempt(e, connected)) {
                    throw errors.opening(e, attempt, connected, single);
                }
                LOG.warn(
                        "{} cannot be reached (SQLState {}), attempt {} of {}; next one in {} ms",
                        settings.shown(),
                        e.getSQLState(),
                        attempt,
                        settings.connectRetries() + 1,
                        wait.toMillis());
            }
            pause(wait);
            wait = shorter(wait.multipliedBy(2), settings.longestBackoff());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        opening.forEach(OpenQuery::breakOff);
        streams.forEach(PrefetchingRowStream::close);
        streams.clear();
    }

    private RowStream start(OpenQuery query, String sql, long limit, int batchRows) throws SQLException {
        opening.add(query);
        boolean opened = false;
        try {
            stopIfClosed();
            RowCursor cursor = cursor(query, sql, limit);
            // The database keeps the limit.
            PrefetchingRowStream stream =
                    ReaderRowStream.ahead(settings.name(), new CursorReader(errors, query, cursor), 0, batchRows);
            opened = true;
            return remembered(stream);
        } finally {
            opening.remove(query);
            if (!opened) {
                query.cut();
            }
        }
    }

    private RowCursor cursor(OpenQuery query, String sql, long limit) throws SQLException {
        return dialect == Dialect.POSTGRESQL
                ? new PostgresSession(query, settings).open(sql, limit)
                : TypedCursor.open(query, settings, dialect, sql, limit);
    }

    private RowStream remembered(PrefetchingRowStream stream) {
        streams.removeIf(PrefetchingRowStream::over);
        streams.add(stream);
        if (closed.getCount() == 0) {
            stream.close();
        }
        return stream;
    }

    private void pause(Duration wait) {
        try {
            pause.await(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RaiException(ErrorCode.RUN_STOPPED, "The wait for " + settings.shown() + " was interrupted.");
        }
        stopIfClosed();
    }

    private void stopIfClosed() {
        if (closed.getCount() == 0) {
            throw new RaiException(ErrorCode.RUN_STOPPED, settings.shown() + " was closed.");
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
