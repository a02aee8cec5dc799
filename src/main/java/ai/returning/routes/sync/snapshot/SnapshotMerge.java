package ai.returning.routes.sync.snapshot;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;

/**
 * Gathers what a run did, in any order, and makes the next generation of a snapshot of it. Records are spilled to a
 * scratch file through 8 KB for each partition. Used by one thread.
 *
 * <p>Several calls for one key take effect in the order they were made.
 */
public final class SnapshotMerge implements AutoCloseable {
    private static final long NO_PRINT = 0;

    private final EntrySpill spill;

    public SnapshotMerge(Path scratchFolder) {
        spill = new EntrySpill(scratchFolder);
    }

    /**
     * What a merge made.
     *
     * @param entries entries of the new generation, absent ones included
     * @param absent entries that only hold a key back
     * @param dropped entries with content that were not taken over because the source no longer shows them
     */
    public record Merged(long entries, long absent, long dropped) {}

    /**
     * The row went through: its entry is written anew, and a hold ends.
     *
     * @param chunk serial of the chunk that carried it
     * @param row number in the chunk, below 2^24
     * @param time epoch seconds; for SENT_UNVERIFIED when it is to be resent
     * @throws ai.returning.routes.support.RaiException DISK_FULL; so do the other calls
     */
    public void put(
            long keyHigh,
            long keyLow,
            long printHigh,
            long printLow,
            int chunk,
            int row,
            EntryStatus status,
            long time) {
        int rowAndStatus = EntryLayout.withStatus(EntryLayout.rowWith(row, 0), status);
        spill.add(keyHigh, keyLow, printHigh, printLow, chunk, rowAndStatus, EntryLayout.seconds(time));
    }

    /**
     * The outcome of the row's upload is unknown: the entry keeps its content and is held. A key without an entry gets
     * an absent one.
     *
     * @param chunk serial of the chunk of unknown fate; kept only in an absent entry
     * @param notBefore epoch seconds from which the row may go out again
     */
    public void hold(long keyHigh, long keyLow, int chunk, int row, long notBefore) {
        int rowAndStatus = EntryLayout.rowWith(row, EntryLayout.CHANGE_TO_HELD);
        spill.add(keyHigh, keyLow, NO_PRINT, NO_PRINT, chunk, rowAndStatus, EntryLayout.seconds(notBefore));
    }

    /**
     * The row was rejected: the entry keeps its content, and a hold if it has one, and gets status RETRY. A key that
     * has no entry gets none, and an absent entry goes: the row is new again next time.
     */
    public void retry(long keyHigh, long keyLow) {
        spill.add(keyHigh, keyLow, NO_PRINT, NO_PRINT, 0, EntryLayout.CHANGE_TO_RETRY, 0);
    }

    /**
     * Writes the next generation, all 256 blocks.
     *
     * @param dropUnseen leaves out old entries that are not marked as seen and were not touched by this run
     */
    public Merged writeTo(SnapshotView old, boolean dropUnseen, BlockWriter out) {
        PartitionMerge merge = new PartitionMerge(spill, old, dropUnseen, false);
        for (int partition = 0; partition < EntryLayout.PARTITIONS; partition++) {
            merge.write(partition, out);
        }
        return merge.merged();
    }

    /** True if so little changed, here and since the blocks were written, that {@link #changes} will do. */
    public boolean isSmall(SnapshotView old, boolean dropUnseen) {
        long gone = dropUnseen ? old.unseen() + old.absentEntries() : 0;
        return old.exists() && Changes.few(old.changes() + spill.records() + gone, old.size());
    }

    /** What turns the old generation into the next: one block, to be kept beside the older ones. */
    public Changed changes(SnapshotView old, boolean dropUnseen) {
        PartitionMerge merge = new PartitionMerge(spill, old, dropUnseen, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[SnapshotBlock.HEADER]);
        for (int partition = 0; partition < EntryLayout.PARTITIONS; partition++) {
            merge.append(partition, out);
        }
        byte[] block = out.toByteArray();
        int entries = (block.length - SnapshotBlock.HEADER) / EntryLayout.BYTES;
        SnapshotBlock.seal(SnapshotBlock.CHANGES, block, 0, entries);
        return new Changed(merge.merged(), block);
    }

    /** The figures of the next generation, and the block of changes that makes it. */
    public record Changed(Merged merged, byte[] block) {}

    /** Gives buffers and scratch file back. */
    @Override
    public void close() {
        spill.close();
    }
}
