package ai.returning.routes.sync.snapshot;

import java.nio.ByteBuffer;

/** A bit for each entry of a view, and how many entries with content are still unmarked. Used by one thread. */
final class SeenMarks {
    static final SeenMarks NONE = new SeenMarks(ByteBuffer.allocate(0), new long[0], 0);

    private final ByteBuffer bits;
    private final long[] firstBit;
    private long left;

    /**
     * Starts with no mark.
     *
     * @param bits zeroed, one bit an entry
     * @param firstBit the first bit of each partition
     * @param present entries that are not absent
     */
    SeenMarks(ByteBuffer bits, long[] firstBit, long present) {
        this.bits = bits;
        this.firstBit = firstBit;
        this.left = present;
    }

    boolean isMarked(int partition, int slot) {
        long bit = firstBit[partition] + slot;
        return (bits.get((int) (bit >>> 3)) & 1 << (bit & 7)) != 0;
    }

    /** Returns true if the entry was marked before. */
    boolean mark(int partition, int slot, boolean absent) {
        long bit = firstBit[partition] + slot;
        int at = (int) (bit >>> 3);
        byte before = bits.get(at);
        byte after = (byte) (before | 1 << (bit & 7));
        if (after == before) {
            return true;
        }
        bits.put(at, after);
        if (!absent) {
            left--;
        }
        return false;
    }

    /** The first unmarked entry of a partition from {@code slot} on, or {@code entries}. */
    int nextUnmarked(int partition, int slot, int entries) {
        int next = slot;
        while (next < entries && isMarked(partition, next)) {
            next++;
        }
        return next;
    }

    long left() {
        return left;
    }
}
