package ai.returning.routes.sync;

import ai.returning.routes.sync.snapshot.SnapshotView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Removes files, chunks and quarantine of old runs, which hold personal data, unless the snapshot still points at a chunk of theirs. */
final class RunRetention {
    private final RunContext run;

    RunRetention(RunContext run) {
        this.run = run;
    }

    void purge() {
        String flow = run.flow().id();
        Instant oldest = run.clock().instant().minus(run.settings().keepRuns());
        Set<String> old = new LinkedHashSet<>(run.store().runs().endedBefore(flow, oldest.atOffset(ZoneOffset.UTC)));
        RunFolders.list(run.settings().runsFolder().resolve(flow)).stream()
                .filter(folder -> isOld(folder, oldest))
                .forEach(folder -> old.add(name(folder)));
        if (!old.isEmpty()) {
            BitSet pointedAt = chunksInSnapshot();
            old.stream().filter(runId -> !isPointedAt(runId, pointedAt)).forEach(this::forget);
        }
    }

    /** The run itself, with its books, stays. */
    private void forget(String runId) {
        Path folder = run.settings().runsFolder().resolve(run.flow().id()).resolve(runId);
        if (Files.exists(folder)) {
            RunFolders.removeTree(folder);
        }
        run.store().inTransaction(() -> {
            run.store().chunks().forget(runId);
            run.store().quarantine().forget(runId);
        });
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
        try (SnapshotView snapshot = SnapshotView.open(run.flow().id(), run.folder(), StoredSnapshot.of(run))) {
            snapshot.forEach(position -> serials.set(snapshot.chunk(position)));
        }
        return serials;
    }

    private boolean isPointedAt(String runId, BitSet serials) {
        return run.store().chunks().of(runId).stream().anyMatch(chunk -> serials.get(chunk.serial()));
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }
}
