package ai.returning.routes.sync.poll;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.CursorQuery;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import ai.returning.routes.sync.store.SourceStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of a query that changed since the last reading that was settled: {@code :cursor} in it stands for the largest
 * value of the cursor's column then seen, less an overlap for rows that were committed late. What is read again is found
 * unchanged. Under another query or mapping, and when all is asked for, it reads from the start.
 */
public final class CursorRowSource implements RowSource {
    private static final Logger LOG = LoggerFactory.getLogger(CursorRowSource.class);

    private final RowSource database;
    private final Plan plan;
    private final SourceStore store;
    private final Clock clock;

    /**
     * How a database is read by a cursor.
     *
     * @param source name of the source
     * @param url JDBC URL, which tells how values are written
     * @param column the cursor's
     * @param start the first value: an integer, or an ISO 8601 time with or without a zone, as the column is
     * @param overlap a count for integers, a duration for times; empty for none
     */
    public record Plan(String source, String url, String column, String start, String overlap) {}

    public CursorRowSource(RowSource database, Plan plan, SourceStore store, Clock clock) {
        this.database = database;
        this.plan = plan;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public RowStream open(SourceRequest request) {
        CursorQuery query = CursorQuery.of(plan.source(), plan.url(), request.query());
        CursorValue start = start();
        String what =
                request.mapping() + "/" + Integer.toHexString(request.query().hashCode());
        Optional<CursorValue> seen = request.full() ? Optional.empty() : seen(request.flow(), what, start.kind());
        CursorValue from = seen.map(last -> last.minus(Overlap.parse(plan.overlap(), start.kind())))
                .orElse(start);
        LOG.info("Source {}: reads from {} {} on", plan.source(), plan.column(), from.text());
        SourceRequest filled = new SourceRequest(
                request.flow(),
                from.in(query),
                request.columns(),
                request.limit(),
                request.batchRows(),
                request.mapping(),
                request.full());
        Instant begun = clock.instant();
        RowStream rows = database.open(filled);
        boolean opened = false;
        try {
            CursorRowReading reading = new CursorRowReading(
                    rows,
                    plan,
                    start.kind(),
                    begun,
                    (run, last) -> store.moveCheckpoint(
                            request.flow(), plan.source(), what + " " + last.text(), run, clock.instant()));
            opened = true;
            return reading;
        } finally {
            if (!opened) {
                rows.close();
            }
        }
    }

    private CursorValue start() {
        CursorValue start = CursorValue.parse(plan.start());
        if (start.kind() == CursorKind.TEXT) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "returning-ai.sources." + plan.source() + ".start is '" + plan.start()
                            + "' but must be an integer or a time such as 1970-01-01T00:00:00Z: only these have an order"
                            + " that is the same here and in the database.");
        }
        return start;
    }

    private Optional<CursorValue> seen(String flow, String what, CursorKind kind) {
        return store.checkpoint(flow, plan.source())
                .filter(position -> position.startsWith(what + " "))
                .map(position -> CursorValue.of(kind, position.substring(what.length() + 1)));
    }

    @Override
    public void close() {
        database.close();
    }
}
