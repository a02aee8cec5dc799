package ai.returning.routes.sync;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.mapping.MappedRows;
import ai.returning.routes.sync.source.RawRows;
import org.jspecify.annotations.Nullable;

/**
 * What one exchange of a sync route carries: some thousand rows of one run, in the order of the source. The steps
 * work on it in turn: {@code read} gives raw rows, {@code map} adds the mapped lines, {@code keep-changed} marks which
 * of them go out.
 */
public final class RowBatch {
    private final SyncRun run;
    private final RawRows raw;
    private @Nullable MappedRows mapped;
    private @Nullable Selection selection;

    /** A batch of a run; the engine makes them, tests may. */
    public RowBatch(SyncRun run, RawRows raw) {
        this.run = run;
        this.raw = raw;
    }

    public SyncRun run() {
        return run;
    }

    public RawRows raw() {
        return raw;
    }

    /** Sequence number within one reading, from 1 without a gap. */
    public long number() {
        return raw.batchNumber();
    }

    /** The mapped rows, or null before the step {@code map}. */
    public @Nullable MappedRows mapped() {
        return mapped;
    }

    void mapped(MappedRows rows) {
        this.mapped = rows;
    }

    MappedRows requireMapped(String step) {
        MappedRows rows = mapped;
        if (rows == null) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "Step " + step + " needs mapped rows. Put returning-ai-sync:map before it in the route.");
        }
        return rows;
    }

    void select(Selection chosen) {
        this.selection = chosen;
    }

    Selection requireSelection(String step) {
        Selection chosen = selection;
        if (chosen == null) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "Step " + step + " needs sorted rows. Put returning-ai-sync:keep-changed before it in the route.");
        }
        return chosen;
    }
}
