package ai.returning.routes.sync;

import java.util.concurrent.atomic.AtomicLong;

/** Rows by what became of them on the way to a chunk. Written by the route thread, read by others. */
final class RunCounts {
    /** Rows handed to the route. */
    final AtomicLong read = new AtomicLong();

    final AtomicLong unchanged = new AtomicLong();
    final AtomicLong invalid = new AtomicLong();
    /** Rows that rest because an earlier upload has an unknown outcome. */
    final AtomicLong held = new AtomicLong();
    /** Rows whose chunk had begun to upload before this process took the run over. */
    final AtomicLong inKeptChunk = new AtomicLong();
    /** Those of them that are not any more as they were uploaded. */
    final AtomicLong keptAndChanged = new AtomicLong();
    /** Rows put into a chunk by this process. */
    final AtomicLong chosen = new AtomicLong();
    /** Chosen rows whose content differs from the snapshot, as the brake counts them. */
    final AtomicLong brakeChanged = new AtomicLong();

    /** Rows that were handed out and never sorted, because a step failed. */
    long unsorted() {
        return read.get() - unchanged.get() - invalid.get() - held.get() - inKeptChunk.get() - chosen.get();
    }
}
