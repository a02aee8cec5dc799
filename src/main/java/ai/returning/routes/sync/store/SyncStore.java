package ai.returning.routes.sync.store;

import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.StateDatabase;

/** The state of the sync engine, one small store for each kind of thing, and transactions over them. */
public final class SyncStore {
    private final Jdbc jdbc;
    private final boolean heldByOneProcess;
    private final RunStore runs;
    private final ChunkStore chunks;
    private final SnapshotStore snapshots;
    private final QuarantineStore quarantine;
    private final SourceStore sources;

    public SyncStore(StateDatabase database) {
        this.jdbc = database.jdbc();
        this.heldByOneProcess = database.dialect().heldByOneProcess();
        this.runs = new RunStore(jdbc);
        this.chunks = new ChunkStore(jdbc);
        this.snapshots = new SnapshotStore(jdbc);
        this.quarantine = new QuarantineStore(jdbc);
        this.sources = new SourceStore(jdbc);
    }

    public RunStore runs() {
        return runs;
    }

    public ChunkStore chunks() {
        return chunks;
    }

    public SnapshotStore snapshots() {
        return snapshots;
    }

    public QuarantineStore quarantine() {
        return quarantine;
    }

    public SourceStore sources() {
        return sources;
    }

    /** True if an open lease of another process can only be a dead one. */
    public boolean heldByOneProcess() {
        return heldByOneProcess;
    }

    public void inTransaction(Runnable work) {
        jdbc.inTransaction(same -> {
            work.run();
            return true;
        });
    }
}
