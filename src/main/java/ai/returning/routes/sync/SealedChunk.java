package ai.returning.routes.sync;

import ai.returning.routes.bulk.SealedFile;
import ai.returning.routes.sync.store.ChunkRow;

/** A chunk that is complete on disk, with the sidecar of its key hashes and fingerprints beside it. */
record SealedChunk(int serial, SealedFile file, int added, int changed) {

    /** The stored form once it is allowed to go. */
    ChunkRow intended(RunContext run) {
        return ChunkRow.intended(
                run.flow().id(),
                serial,
                run.runId(),
                file.name(),
                file.sha256(),
                file.rows(),
                file.bytes(),
                added,
                changed);
    }
}
