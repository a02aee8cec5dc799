package ai.returning.routes.sync.source;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Gathers the rows of a reader in batches, and reads ahead. */
public final class ReaderRowStream implements RowStream {
    private static final int BATCHES_AHEAD = 2;
    /** A batch of wide rows ends here, so that memory is bounded by bytes too. */
    private static final int LARGEST_BATCH_BYTES = 8 << 20;

    private final RowReader reader;
    private final long limit;
    private final int batchRows;
    private final BatchPool pool;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean exhausted;
    private long rows;
    private long batches;

    /** @param limit most rows; 0 for all */
    private ReaderRowStream(RowReader reader, long limit, int batchRows) {
        this.reader = reader;
        this.limit = limit > 0 ? limit : Long.MAX_VALUE;
        this.batchRows = batchRows;
        this.pool = new BatchPool(reader.columns(), batchRows, LARGEST_BATCH_BYTES);
    }

    /** The rows of {@code reader}, read on a thread of their own. */
    public static RowStream ahead(String source, RowReader reader, SourceRequest request) {
        return ahead(source, reader, request.limit(), request.batchRows());
    }

    static PrefetchingRowStream ahead(String source, RowReader reader, long limit, int batchRows) {
        return PrefetchingRowStream.start(source, new ReaderRowStream(reader, limit, batchRows), BATCHES_AHEAD);
    }

    @Override
    public SourceColumns columns() {
        return reader.columns();
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

    /** Whether the batch ended where it should: full, or at the end of the source. */
    private boolean fill(RawRows batch) {
        try {
            while (batch.count() < batchRows && batch.length() < LARGEST_BATCH_BYTES) {
                if (closed.get()) {
                    return false;
                }
                if (rows + batch.count() == limit || !reader.readRow(batch)) {
                    exhausted = !closed.get();
                    return true;
                }
            }
            return true;
        } catch (RuntimeException e) {
            if (closed.get()) {
                return false; // what a closed reader says is no news
            }
            throw e;
        }
    }

    @Override
    public boolean exhausted() {
        return exhausted;
    }

    @Override
    public boolean showsAll() {
        return reader.showsAll();
    }

    @Override
    public void settled(String runId) {
        reader.settled(runId);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            reader.close();
        }
    }
}
