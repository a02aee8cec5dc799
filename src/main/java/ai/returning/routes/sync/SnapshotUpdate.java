package ai.returning.routes.sync;

import ai.returning.routes.support.Failpoints;
import ai.returning.routes.sync.snapshot.EntryStatus;
import ai.returning.routes.sync.snapshot.Sidecar;
import ai.returning.routes.sync.snapshot.SnapshotMerge;
import ai.returning.routes.sync.snapshot.SnapshotView;
import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.ChunkState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes the next snapshot generation of a run's chunks; called within the transaction that ends the run. */
final class SnapshotUpdate {
    private final RunContext run;
    private final long holdUntil;
    private final long resendAt;

    SnapshotUpdate(RunContext run) {
        this.run = run;
        this.holdUntil = run.nowSeconds() + run.settings().unverifiedHold().toSeconds();
        this.resendAt = run.nowSeconds() + run.settings().unverifiedResend().toSeconds();
    }

    /**
     * Writes the new generation, if anything changed.
     *
     * @param complete the source was read to its end: rows it no longer shows are dropped
     */
    void write(SnapshotView old, List<ChunkRow> chunks, boolean complete) {
        boolean drops = complete && old.unseen() > 0;
        List<ChunkRow> settled = chunks.stream().filter(SnapshotUpdate::matters).toList();
        if (settled.isEmpty() && !drops) {
            return;
        }
        try (SnapshotMerge merge = new SnapshotMerge(run.folder())) {
            settled.forEach(chunk -> collect(merge, chunk));
            Optional<Long> generation =
                    run.store().snapshots().generation(run.flow().id());
            long next = generation.orElse(0L) + 1;
            SnapshotMerge.Merged merged = merge.writeTo(
                    old,
                    complete,
                    (part, block, length) -> run.store()
                            .snapshots()
                            .write(
                                    run.flow().id(),
                                    next,
                                    part,
                                    block.length == length ? block : Arrays.copyOf(block, length)));
            Failpoints.hit("snapshot.written");
            run.store().snapshots().swap(run.flow().id(), generation.orElse(null), next, merged.entries());
        }
    }

    private static boolean matters(ChunkRow chunk) {
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
