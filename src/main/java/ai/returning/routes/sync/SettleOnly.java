package ai.returning.routes.sync;

import ai.returning.routes.sync.snapshot.SnapshotView;
import ai.returning.routes.sync.store.ChunkRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settles what an earlier run had sent, without reading or sending anything further. */
final class SettleOnly {
    private final RunContext run;

    SettleOnly(RunContext run) {
        this.run = run;
    }

    RunReport settle(RunEnding.@Nullable EarlyEnd why) {
        try (Lease lease = new Lease(run);
                SnapshotView snapshot = SnapshotView.open(run.flow().id(), run.folder(), StoredSnapshot.of(run))) {
            List<ChunkRow> sent = run.store().chunks().of(run.runId());
            JobSight sight = JobSight.open(run, sent);
            // Nothing is sent again here, so a lost upload is treated as if its values were not to be repeated.
            ChunkUpload uploads =
                    new ChunkUpload(run, new UploadGate(run.stop()), sight, new LostUpload(run, sight, false));
            sent.stream().filter(RunEnding::fateUnknown).forEach(uploads::resume);
            RunEnding ending = new RunEnding(run, sent);
            RunReport report = ending.settle(snapshot, sight, false, why);
            ending.removeUnsent();
            return report;
        }
    }
}
