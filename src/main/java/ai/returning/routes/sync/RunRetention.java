package ai.returning.routes.sync;

import ai.returning.routes.sync.snapshot.SnapshotView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/** Removes the files of old runs, which hold personal data, unless the snapshot still points at a chunk of theirs. */
final class RunRetention {
    private final RunContext run;

    RunRetention(RunContext run) {
        this.run = run;
    }

    void purge() {
        String flow = run.flow().id();
        Instant oldest = run.clock().instant().minus(run.settings().keepRuns());
        List<Path> old = RunFolders.list(run.settings().runsFolder().resolve(flow)).stream()
                .filter(folder -> isOld(folder, oldest))
                .toList();
        if (!old.isEmpty()) {
            BitSet pointedAt = chunksInSnapshot();
            old.stream().filter(folder -> !isPointedAt(folder, pointedAt)).forEach(RunFolders::removeTree);
        }
    }

    private boolean isOld(Path folder, Instant oldest) {
        return run.store()
                .runs()
                .find(name(folder))
                .filter(row ->
                        row.state().isFinal() && row.startedAt().toInstant().isBefore(oldest))
                .isPresent();
    }

    private BitSet chunksInSnapshot() {
        BitSet serials = new BitSet();
        try (SnapshotView snapshot = SnapshotView.open(run.flow().id(), run.folder(), new StoredSnapshot(run))) {
            snapshot.forEach(position -> serials.set(snapshot.chunk(position)));
        }
        return serials;
    }

    private boolean isPointedAt(Path folder, BitSet serials) {
        return run.store().chunks().of(name(folder)).stream().anyMatch(chunk -> serials.get(chunk.serial()));
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }
}
