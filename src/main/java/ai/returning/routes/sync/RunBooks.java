package ai.returning.routes.sync;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.ChunkState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Draws up the books of a run from two independent sides: what the sorter did with each row, and what became of each
 * chunk.
 */
final class RunBooks {
    private static final Set<ChunkState> SENT = EnumSet.of(
            ChunkState.SENDING,
            ChunkState.ACCEPTED,
            ChunkState.APPLIED,
            ChunkState.FAILED,
            ChunkState.UNVERIFIED,
            ChunkState.UNKNOWN);

    private RunBooks() {}

    /**
     * The books.
     *
     * @param chunks every stored chunk of the run
     * @param keptRows rows of chunks that a dead process had begun to upload
     * @param gone keys of the snapshot that the source no longer shows
     */
    static Books draw(RunCounts counts, List<ChunkRow> chunks, long keptRows, long gone) {
        long applied = 0;
        long rejected = 0;
        long unverified = 0;
        long added = 0;
        long changed = 0;
        for (ChunkRow chunk : chunks) {
            if (SENT.contains(chunk.state())) {
                added += chunk.added();
                changed += chunk.changed();
            }
            switch (chunk.state()) {
                case APPLIED -> {
                    rejected += chunk.rejected().cardinality();
                    applied += chunk.rows() - chunk.rejected().cardinality();
                }
                case FAILED -> rejected += chunk.rows();
                case SENDING, ACCEPTED, UNVERIFIED, UNKNOWN -> unverified += chunk.rows();
                default -> {}
            }
        }
        long sentByUs = applied + rejected + unverified - keptRows;
        long skipped = counts.held.get() + counts.unsorted() + counts.chosen.get() - sentByUs;
        long read = counts.read.get() + keptRows - counts.inKeptChunk.get();
        return new Books(
                read,
                counts.unchanged.get(),
                applied,
                rejected,
                counts.invalid.get(),
                unverified,
                skipped,
                gone,
                added,
                changed);
    }

    /** The books of a run that was only settled: the stored ones with what has become of its chunks since. */
    static Books settled(Books stored, List<ChunkRow> chunks) {
        Books sent = draw(new RunCounts(), chunks, 0, 0);
        long read = Math.max(stored.read(), stored.unchanged() + stored.invalid() + stored.skipped() + sent.sent());
        return new Books(
                read,
                stored.unchanged(),
                sent.applied(),
                sent.rejected(),
                stored.invalid(),
                sent.unverified(),
                read - stored.unchanged() - stored.invalid() - sent.sent(),
                stored.gone(),
                sent.added(),
                sent.changed());
    }

    /** Refuses books that do not balance, or that end a whole reading with rows left over. */
    static void check(Books books, boolean complete, long held) {
        if (!books.balance() || books.skipped() < 0 || (complete && books.skipped() != held)) {
            throw new RaiException(
                    ErrorCode.BOOKS_UNBALANCED,
                    "The books do not balance: " + books + ". Nothing was merged into the snapshot; please report this"
                            + " line.");
        }
    }
}
