package ai.returning.routes.sync.snapshot;

import static ai.returning.routes.sync.snapshot.EntryLayout.BYTES;
import static ai.returning.routes.sync.snapshot.EntryLayout.PARTITIONS;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of a flow as the last run left it, mapped from a scratch file. Entries are named by a position that
 * {@link #find} and {@link #forEach} give; it means nothing beyond this view. Reading is safe from several threads,
 * {@link #markSeen} and {@link #unseen} belong to one. After {@link #close} the view must not be used.
 */
public final class SnapshotView implements AutoCloseable {
    /** Keys that are looked for at a time, so that waiting for memory overlaps. */
    private static final int GROUP = 256;

    private final boolean exists;
    private final long size;
    private final ScratchFile file;
    private final long changes;
    private final long present;
    private ByteBuffer[] partitions;
    private ByteBuffer[] index;
    private final int[] indexBits = new int[PARTITIONS];
    private SeenMarks seen;
    private final int[] starts = new int[GROUP];
    private long touched;
    private final @Nullable BitSet[] shown = new @Nullable BitSet[PARTITIONS];

    /** @param changes entries that stand outside the blocks */
    SnapshotView(
            boolean exists,
            ScratchFile file,
            ByteBuffer[] partitions,
            ByteBuffer[] index,
            SeenMarks seen,
            long changes) {
        this.exists = exists;
        this.file = file;
        this.partitions = partitions;
        this.index = index;
        this.seen = seen;
        this.changes = changes;
        this.present = seen.left();
        long entries = 0;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int count = entries(partitions[partition]);
            indexBits[partition] = KeyIndex.bits(count);
            entries += count;
        }
        this.size = entries;
    }

    /**
     * Spools the current generation into the folder and maps it.
     *
     * @param flow named in errors
     * @throws ai.returning.routes.support.RaiException STATE_UNAVAILABLE if a block is damaged, missing or twice there,
     *     DISK_FULL if the folder does not take the file
     */
    public static SnapshotView open(String flow, Path scratchFolder, BlockReader reader) {
        return SnapshotSpool.open(flow, scratchFolder, reader);
    }

    /** False if the flow never had a snapshot; one without entries exists. */
    public boolean exists() {
        return exists;
    }

    /** Entries, absent ones included. */
    public long size() {
        return size;
    }

    /** Entries without content. */
    long absentEntries() {
        return size - present;
    }

    /** Entries that earlier runs wrote beside the blocks. */
    long changes() {
        return changes;
    }

    /** The position of a key, or -1. */
    public long find(long keyHigh, long keyLow) {
        return findFrom(start(keyHigh), keyHigh, keyLow);
    }

    /**
     * The positions of many keys, -1 where there is none. Faster than one by one: each key costs two reads far apart,
     * and here the reads of many keys are under way at once. For one thread.
     */
    public void findAll(long[] keyHigh, long[] keyLow, int count, long[] positions) {
        for (int from = 0; from < count; from += GROUP) {
            int to = Math.min(count, from + GROUP);
            for (int i = from; i < to; i++) {
                starts[i - from] = start(keyHigh[i]);
            }
            for (int i = from; i < to; i++) {
                ByteBuffer entries = partitions[EntryLayout.partition(keyHigh[i])];
                int at = starts[i - from] * BYTES;
                touched += at < entries.limit() ? entries.get(at) : 0;
            }
            for (int i = from; i < to; i++) {
                positions[i] = findFrom(starts[i - from], keyHigh[i], keyLow[i]);
            }
        }
    }

    private int start(long keyHigh) {
        int partition = EntryLayout.partition(keyHigh);
        return index[partition].getInt(KeyIndex.cell(keyHigh, indexBits[partition]));
    }

    private long findFrom(int start, long keyHigh, long keyLow) {
        int partition = EntryLayout.partition(keyHigh);
        ByteBuffer entries = partitions[partition];
        int end = entries.limit();
        for (int at = start * BYTES; at < end; at += BYTES) {
            // The top byte is the same for all, so the signed order is the unsigned one.
            long foundHigh = entries.getLong(at);
            if (foundHigh >= keyHigh) {
                int order = foundHigh > keyHigh
                        ? 1
                        : Long.compareUnsigned(entries.getLong(at + EntryLayout.KEY_LOW), keyLow);
                if (order >= 0) {
                    return order == 0 ? position(partition, at / BYTES) : -1;
                }
            }
        }
        return -1;
    }

    public long keyHigh(long position) {
        return of(position).getLong(offset(position) + EntryLayout.KEY_HIGH);
    }

    public long keyLow(long position) {
        return of(position).getLong(offset(position) + EntryLayout.KEY_LOW);
    }

    /** The fingerprint of the last content that went through; 0 if the entry is absent. */
    public long printHigh(long position) {
        return of(position).getLong(offset(position) + EntryLayout.PRINT_HIGH);
    }

    public long printLow(long position) {
        return of(position).getLong(offset(position) + EntryLayout.PRINT_LOW);
    }

    /** Serial of the chunk that carried the content; of an absent entry, of the upload whose outcome is unknown. */
    public int chunk(long position) {
        return of(position).getInt(offset(position) + EntryLayout.CHUNK);
    }

    /** Number of the row in that chunk. */
    public int row(long position) {
        return EntryLayout.row(rowAndStatus(position));
    }

    public EntryStatus status(long position) {
        return EntryLayout.status(rowAndStatus(position));
    }

    /** True if the outcome of the last upload is unknown; the row rests until {@link #time} and then goes out as it is. */
    public boolean held(long position) {
        return (rowAndStatus(position) & EntryLayout.HELD) != 0;
    }

    /** True if no content ever went through: the key is known only because it is or was held. */
    public boolean absent(long position) {
        return (rowAndStatus(position) & EntryLayout.ABSENT) != 0;
    }

    /** Epoch seconds: when a held row may go out again, else when a sent-unverified one is to be resent. */
    public long time(long position) {
        return Integer.toUnsignedLong(of(position).getInt(offset(position) + EntryLayout.TIME));
    }

    /** Notes that the source shows this key; true if that was noted before. */
    public boolean markSeen(long position) {
        return seen.mark(partitionOf(position), slot(position), absent(position));
    }

    /** Notes that the source shows this key in a row that cannot be sent; a later row may still be the one that counts. */
    public void markShown(long position) {
        int partition = partitionOf(position);
        BitSet slots = shown[partition];
        if (slots == null) {
            slots = new BitSet();
            shown[partition] = slots;
        }
        slots.set(slot(position));
    }

    /** From now on keys that were only shown count as seen: they are not gone. To be called once the source is read. */
    public void seeShown() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            BitSet slots = shown[partition];
            if (slots != null) {
                int inPartition = partition;
                slots.stream().forEach(slot -> markSeen(position(inPartition, slot)));
            }
        }
    }

    /** Entries that are not absent and were never marked as seen. */
    public long unseen() {
        return seen.left();
    }

    /** Hands over the position of each entry, in key order. */
    public void forEach(LongConsumer visitor) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int entries = entries(partitions[partition]);
            for (int slot = 0; slot < entries; slot++) {
                visitor.accept(position(partition, slot));
            }
        }
    }

    /** Entries of a partition, in key order. */
    ByteBuffer partition(int partition) {
        return partitions[partition];
    }

    boolean wasSeen(int partition, int slot) {
        return seen.isMarked(partition, slot);
    }

    /** The first entry of a partition from {@code slot} on that was not seen, or the number of its entries. */
    int nextUnseen(int partition, int slot) {
        return seen.nextUnmarked(partition, slot, entries(partitions[partition]));
    }

    /** Gives the scratch file back; the mapped memory follows when it is collected. */
    @Override
    public void close() {
        partitions = new ByteBuffer[0];
        index = new ByteBuffer[0];
        seen = SeenMarks.NONE;
        file.close();
    }

    static int entries(ByteBuffer partition) {
        return partition.limit() / BYTES;
    }

    private int rowAndStatus(long position) {
        return of(position).getInt(offset(position) + EntryLayout.ROW_AND_STATUS);
    }

    private ByteBuffer of(long position) {
        return partitions[partitionOf(position)];
    }

    private static int offset(long position) {
        return slot(position) * BYTES;
    }

    private static long position(int partition, int slot) {
        return (long) partition << 32 | slot;
    }

    private static int partitionOf(long position) {
        return (int) (position >>> 32);
    }

    private static int slot(long position) {
        return (int) position;
    }
}
