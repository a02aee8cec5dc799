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
    /** Steps that follow the even spread of hashes; a search still open after them halves its range. */
    private static final int GUESSES = 16;

    private static final double PARTITION_WIDTH = 0x1p56;
    private static final long WITHIN_PARTITION = 0x00ff_ffff_ffff_ffffL;

    private final boolean exists;
    private final long size;
    private final ScratchFile file;
    private ByteBuffer[] partitions;
    private SeenMarks seen;
    private final @Nullable BitSet[] shown = new @Nullable BitSet[PARTITIONS];

    SnapshotView(boolean exists, ScratchFile file, ByteBuffer[] partitions, SeenMarks seen) {
        this.exists = exists;
        this.file = file;
        this.partitions = partitions;
        this.seen = seen;
        long entries = 0;
        for (ByteBuffer partition : partitions) {
            entries += entries(partition);
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

    /** The position of a key, or -1. */
    public long find(long keyHigh, long keyLow) {
        int partition = EntryLayout.partition(keyHigh);
        ByteBuffer entries = partitions[partition];
        int low = 0;
        int high = entries(entries) - 1;
        double density = (high + 1) / PARTITION_WIDTH;
        int at = (int) ((keyHigh & WITHIN_PARTITION) * density);
        for (int step = 0; low <= high; step++) {
            at = step > GUESSES ? (low + high) >>> 1 : Math.max(low, Math.min(at, high));
            long foundHigh = entries.getLong(at * BYTES);
            int order = foundHigh == keyHigh
                    ? Long.compareUnsigned(entries.getLong(at * BYTES + EntryLayout.KEY_LOW), keyLow)
                    : Long.compare(foundHigh, keyHigh);
            if (order == 0) {
                return position(partition, at);
            }
            if (order < 0) {
                low = at + 1;
            } else {
                high = at - 1;
            }
            at += (int) ((keyHigh - foundHigh) * density);
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

    /** Gives the scratch file back; the mapped memory follows when it is collected. */
    @Override
    public void close() {
        partitions = new ByteBuffer[0];
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
