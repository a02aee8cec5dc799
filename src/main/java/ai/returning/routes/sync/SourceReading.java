package ai.returning.routes.sync;

import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowStream;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Hands the batches of a source to the route; ends at once when the run stops. */
final class SourceReading implements RowBatches {
    private final SyncRun run;
    private final RowStream rows;
    private final StopSignal stop;
    private final RunCounts counts;
    private @Nullable RawRows ahead;
    private long batches;

    SourceReading(SyncRun run, RowStream rows, StopSignal stop, RunCounts counts) {
        this.run = run;
        this.rows = rows;
        this.stop = stop;
        this.counts = counts;
    }

    @Override
    public SyncRun run() {
        return run;
    }

    /** Batches handed out. */
    long batches() {
        return batches;
    }

    /** True if the cursor itself has reported the end of the result. */
    boolean exhausted() {
        return rows.exhausted();
    }

    /** False if the source shows a change only once. */
    boolean showsAll() {
        return rows.showsAll();
    }

    /** Tells the source that its rows are dealt with. */
    void settled() {
        rows.settled(run.id());
    }

    @Override
    public boolean hasNext() {
        if (ahead == null && !stop.isStopped()) {
            ahead = rows.next();
        }
        return ahead != null && !stop.isStopped();
    }

    @Override
    public RowBatch next() {
        RawRows batch = hasNext() ? ahead : null;
        if (batch == null) {
            throw new NoSuchElementException();
        }
        ahead = null;
        batches++;
        counts.read.addAndGet(batch.count());
        return new RowBatch(run, batch);
    }

    @Override
    public void close() {
        rows.close();
    }
}
