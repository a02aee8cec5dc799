package ai.returning.routes.sync;

import ai.returning.routes.sync.source.RawRows;

/**
 * What one exchange of a sync route carries: some thousand rows of one run, in the order of the source. The steps
 * work on it in turn: {@code read} gives raw rows, {@code map} adds the mapped lines, {@code keep-changed} marks which
 * of them go out.
 */
public final class RowBatch {
    private final SyncRun run;
    private final RawRows raw;

    RowBatch(SyncRun run, RawRows raw) {
        this.run = run;
        this.raw = raw;
    }

    public SyncRun run() {
        return run;
    }

    public RawRows raw() {
        return raw;
    }

    /** Sequence number within the run, from 0 without a gap. */
    public long number() {
        return raw.batchNumber();
    }
}
