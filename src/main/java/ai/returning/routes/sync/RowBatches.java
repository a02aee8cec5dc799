package ai.returning.routes.sync;

import java.util.Iterator;

/** The batches of a run, read ahead of the route; close it to end the reading early. */
public interface RowBatches extends Iterator<RowBatch>, AutoCloseable {
    SyncRun run();

    @Override
    void close();
}
