package ai.returning.routes.sync.source;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Gathers the rows of a cursor in batches and owns its connection. */
final class CursorRowStream implements RowStream {
    /** A batch of wide rows ends here, so that memory is bounded by bytes too. */
    static final int LARGEST_BATCH_BYTES = 8 << 20;

    private final SourceErrors errors;
    private final OpenQuery query;
    private final RowCursor cursor;
    private final int batchRows;
    private final BatchPool pool;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean exhausted;
    private long rows;
    private long batches;

    CursorRowStream(SourceErrors errors, OpenQuery query, RowCursor cursor, int batchRows) {
        this.errors = errors;
        this.query = query;
        this.cursor = cursor;
        this.batchRows = batchRows;
        this.pool = new BatchPool(cursor.columns(), batchRows, LARGEST_BATCH_BYTES);
    }

    @Override
    public SourceColumns columns() {
        return cursor.columns();
    }

    @Override
    public @Nullable RawRows next() {
        if (closed.get() || exhausted) {
            return null;
        }
        RawRows batch = pool.take(batches + 1);
        batch.firstRow(rows + 1);
        boolean whole = fill(batch);
        if (batch.count() == 0 || closed.get() && !whole) {
            batch.release();
            return null;
        }
        batches++;
        rows += batch.count();
        pool.learn(batch.length());
        return batch;
    }

    /** Whether the batch ended where it should: full, or at the end of the result. */
    private boolean fill(RawRows batch) {
        try {
            while (batch.count() < batchRows && batch.length() < LARGEST_BATCH_BYTES) {
                if (closed.get()) {
                    return false;
                }
                if (!cursor.readRow(batch)) {
                    atEnd();
                    return true;
                }
            }
            return true;
        } catch (SQLException e) {
            if (closed.get()) {
                return false;
            }
            throw errors.reading(e, rows + batch.count());
        }
    }

    private void atEnd() {
        if (closed.compareAndSet(false, true)) {
            exhausted = true;
            query.endPolitely();
        }
    }

    @Override
    public boolean exhausted() {
        return exhausted;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            query.breakOff();
        }
    }
}
