package ai.returning.routes.sync;

import ai.returning.routes.sync.snapshot.BlockConsumer;
import ai.returning.routes.sync.snapshot.BlockReader;
import ai.returning.routes.sync.store.SnapshotStore;
import java.util.List;
import java.util.Optional;

/** The current snapshot generation of a flow in the state database. */
record StoredSnapshot(RunContext run, Optional<SnapshotStore.Generation> generation) implements BlockReader {

    static StoredSnapshot of(RunContext run) {
        return new StoredSnapshot(
                run, run.store().snapshots().generation(run.flow().id()));
    }

    @Override
    public void readAll(BlockConsumer consumer) {
        generation.ifPresent(current -> run.store()
                .snapshots()
                .read(run.flow().id(), current.base(), (part, block) -> consumer.accept(part, block, block.length)));
    }

    @Override
    public List<byte[]> changes() {
        return generation
                .map(current -> run.store().snapshots().changes(run.flow().id(), current))
                .orElse(List.of());
    }
}
