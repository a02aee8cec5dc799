package ai.returning.routes.sync.source;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The rows of a cursor; owns its connection. */
final class CursorReader implements RowReader {
    private final SourceErrors errors;
    private final OpenQuery query;
    private final RowCursor cursor;
    private final AtomicBoolean given = new AtomicBoolean();
    private long rows;

    CursorReader(SourceErrors errors, OpenQuery query, RowCursor cursor) {
        this.errors = errors;
        this.query = query;
        this.cursor = cursor;
    }

    @Override
    public SourceColumns columns() {
        return cursor.columns();
    }

    @Override
    public boolean readRow(RawRows into) {
        try {
            if (cursor.readRow(into)) {
                rows++;
                return true;
            }
        } catch (SQLException e) {
            throw errors.reading(e, rows);
        }
        if (given.compareAndSet(false, true)) {
            query.endPolitely();
        }
        return false;
    }

    @Override
    public boolean showsAll() {
        return true;
    }

    @Override
    public void settled(String runId) {
        // a query is asked anew each time
    }

    @Override
    public void close() {
        if (given.compareAndSet(false, true)) {
            query.breakOff();
        }
    }
}
