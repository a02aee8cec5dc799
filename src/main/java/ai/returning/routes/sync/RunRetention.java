package ai.returning.routes.sync;

import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.RunRow;
import ai.returning.routes.sync.store.SyncStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Removes the files of old runs, which hold personal data, unless the snapshot still points at a chunk of theirs. */
final class RunRetention {
    private final SyncSettings settings;
    private final SyncStore store;
    private final Clock clock;

    RunRetention(SyncSettings settings, SyncStore store, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
    }

    void purge(String flow, String current) {
        Instant oldest = clock.instant().minus(settings.keepRuns());
        for (Path folder : RunFolders.list(settings.runsFolder().resolve(flow))) {
            String runId = String.valueOf(folder.getFileName());
            if (!runId.equals(current) && isOld(runId, oldest) && !pointedAt(flow, runId)) {
                RunFolders.removeTree(folder);
            }
        }
    }

    private boolean isOld(String runId, Instant oldest) {
        Optional<RunRow> run = store.runs().find(runId);
        return run.isPresent()
                && run.get().state().isFinal()
                && run.get().startedAt().toInstant().isBefore(oldest);
    }

    private boolean pointedAt(String flow, String runId) {
        Set<Integer> referenced = store.snapshots().chunks(flow);
        return store.chunks().of(runId).stream().map(ChunkRow::serial).anyMatch(referenced::contains);
    }
}
