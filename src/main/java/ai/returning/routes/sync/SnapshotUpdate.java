package ai.returning.routes.sync;

import ai.returning.routes.support.Failpoints;
import ai.returning.routes.sync.snapshot.EntryStatus;
import ai.returning.routes.sync.snapshot.Sidecar;
import ai.returning.routes.sync.snapshot.SnapshotMerge;
import ai.returning.routes.sync.snapshot.SnapshotView;
import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.ChunkState;
import ai.returning.routes.sync.store.SnapshotStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes the next snapshot generation of a run's chunks. Blocks are written ahead, a few a transaction, so that the state
 * database never holds all of them at once; nobody reads them before the transaction that ends the run makes them
 * current.
 */
final class SnapshotUpdate {
    private static final int BLOCKS_A_TRANSACTION = 4;
    /** Runs that write changes before the blocks are written anew: each start reads all of these. */
    static final int MOST_CHANGED_RUNS = 32;

    private final RunContext run;
    private final long holdUntil;
    private final long resendAt;

    SnapshotUpdate(RunContext run) {
        this.run = run;
        this.holdUntil = run.nowSeconds() + run.settings().unverifiedHold().toSeconds();
        this.resendAt = run.nowSeconds() + run.settings().unverifiedResend().toSeconds();
    }

    /** Makes a prepared generation current; called within the transaction that ends the run. */
    @FunctionalInterface
    interface Prepared {
        void makeCurrent();
    }

    /**
     * Prepares the new generation, if anything changed.
     *
     * @param complete the source was read to its end: rows it no longer shows are dropped
     */
    Prepared prepare(SnapshotView old, List<ChunkRow> chunks, boolean complete) {
        boolean drops = complete && old.unseen() > 0;
        List<ChunkRow> settled = chunks.stream().filter(SnapshotUpdate::matters).toList();
        if (settled.isEmpty() && !drops) {
            return () -> {};
        }
        try (SnapshotMerge merge = new SnapshotMerge(run.folder())) {
            settled.forEach(chunk -> collect(merge, chunk));
            Optional<SnapshotStore.Generation> current = store().generation(flow());
            return current.filter(SnapshotUpdate::takesChanges).isPresent() && merge.isSmall(old, complete)
                    ? changes(merge.changes(old, complete), current.get())
                    : blocks(merge, old, complete, current);
        }
    }

    private static boolean takesChanges(SnapshotStore.Generation current) {
        return current.number() - current.base() < MOST_CHANGED_RUNS;
    }

    private Prepared changes(SnapshotMerge.Changed changed, SnapshotStore.Generation current) {
        return () -> {
            store().change(flow(), current, changed.block(), changed.merged().entries());
            Failpoints.hit("snapshot.current");
        };
    }

    private Prepared blocks(
            SnapshotMerge merge, SnapshotView old, boolean complete, Optional<SnapshotStore.Generation> current) {
        whileHeld(() -> store().removeUnfinished(flow()));
        long next = current.map(SnapshotStore.Generation::number).orElse(0L) + 1;
        List<Runnable> writes = new ArrayList<>();
        SnapshotMerge.Merged merged = merge.writeTo(old, complete, (part, block, length) -> {
            byte[] bytes = Arrays.copyOf(block, length);
            writes.add(() -> store().write(flow(), next, part, bytes));
            if (writes.size() == BLOCKS_A_TRANSACTION) {
                flush(writes);
            }
        });
        flush(writes);
        Failpoints.hit("snapshot.written");
        return () -> {
            store().replace(flow(), next, merged.entries());
            Failpoints.hit("snapshot.current");
        };
    }

    private void flush(List<Runnable> writes) {
        whileHeld(() -> writes.forEach(Runnable::run));
        writes.clear();
    }

    /** A process that lost the run must not write beside the one that has it now. */
    private void whileHeld(Runnable work) {
        run.store().inTransaction(() -> {
            run.store().runs().mustHold(run.runId(), run.owner());
            work.run();
        });
    }

    private SnapshotStore store() {
        return run.store().snapshots();
    }

    private String flow() {
        return run.flow().id();
    }

    /** Whether its rows have an outcome that the snapshot keeps. */
    static boolean matters(ChunkRow chunk) {
        return chunk.state() == ChunkState.APPLIED
                || chunk.state() == ChunkState.FAILED
                || chunk.state() == ChunkState.UNVERIFIED;
    }

    private void collect(SnapshotMerge merge, ChunkRow chunk) {
        Optional<Sidecar> keys = RunFolders.readableKeys(run.folder(), chunk);
        if (keys.isEmpty()) {
            run.listener()
                    .notice("The files of chunk " + chunk.serial() + " are not on this machine; its rows are compared"
                            + " with the older snapshot and go out again.");
            return;
        }
        keys.get().forEach((number, keyHigh, keyLow, printHigh, printLow, flags) -> {
            switch (chunk.state()) {
                case APPLIED -> {
                    if (chunk.rejected().get(number)) {
                        merge.retry(keyHigh, keyLow);
                    } else {
                        merge.put(
                                keyHigh, keyLow, printHigh, printLow, chunk.serial(), number, EntryStatus.CONFIRMED, 0);
                    }
                }
                case UNVERIFIED -> {
                    if (chunk.jobsHidden()) {
                        merge.put(
                                keyHigh,
                                keyLow,
                                printHigh,
                                printLow,
                                chunk.serial(),
                                number,
                                EntryStatus.SENT_UNVERIFIED,
                                resendAt);
                    } else {
                        merge.hold(keyHigh, keyLow, chunk.serial(), number, holdUntil);
                    }
                }
                default -> merge.retry(keyHigh, keyLow);
            }
        });
    }
}
