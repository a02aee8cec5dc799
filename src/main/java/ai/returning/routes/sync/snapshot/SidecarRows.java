package ai.returning.routes.sync.snapshot;

import java.util.Arrays;

/** Keys, fingerprints and flags of the rows of a chunk while it is filled. Used by one thread at a time; reusable. */
public final class SidecarRows {
    private long[] words;
    private byte[] flags;
    private int count;

    /** Room for so many rows at first; it grows. */
    public SidecarRows(int expectedRows) {
        words = new long[expectedRows * 4];
        flags = new byte[expectedRows];
    }

    /** Adds the next row of the chunk; {@code flags} are those of {@link Sidecar}. */
    public void add(long keyHigh, long keyLow, long printHigh, long printLow, int rowFlags) {
        if (count == flags.length) {
            flags = Arrays.copyOf(flags, Math.max(16, count * 2));
            words = Arrays.copyOf(words, flags.length * 4);
        }
        int at = count * 4;
        words[at] = keyHigh;
        words[at + 1] = keyLow;
        words[at + 2] = printHigh;
        words[at + 3] = printLow;
        flags[count++] = (byte) rowFlags;
    }

    public int count() {
        return count;
    }

    public long keyHigh(int row) {
        return words[row * 4];
    }

    public long keyLow(int row) {
        return words[row * 4 + 1];
    }

    public long printHigh(int row) {
        return words[row * 4 + 2];
    }

    public long printLow(int row) {
        return words[row * 4 + 3];
    }

    public byte flags(int row) {
        return flags[row];
    }

    /** Forgets the rows and keeps the room. */
    public void clear() {
        count = 0;
    }
}
