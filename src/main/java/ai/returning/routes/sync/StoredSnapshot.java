package ai.returning.routes.sync;

import ai.returning.routes.sync.snapshot.BlockConsumer;
import ai.returning.routes.sync.snapshot.BlockReader;

/** The current snapshot generation of a flow in the state database. */
record StoredSnapshot(RunContext run) implements BlockReader {

    @Override
    public void readAll(BlockConsumer consumer) {
        String flow = run.flow().id();
        run.store()
                .snapshots()
                .generation(flow)
                .ifPresent(generation -> run.store()
                        .snapshots()
                        .read(flow, generation, (part, block) -> consumer.accept(part, block, block.length)));
    }
}
