package ai.returning.routes.sync.snapshot;

import static ai.returning.routes.sync.snapshot.EntryLayout.BYTES;

import java.nio.ByteBuffer;

/**
 * Where to begin to look for a key: for each partition the first slot of up to 65,536 equal ranges of its keys, one or
 * two entries a range. Key hashes are spread evenly, so a search reads an index cell and the entry it names.
 */
final class KeyIndex {
    private static final int KEY_BITS = 56;
    private static final int MOST_BITS = 16;

    private KeyIndex() {}

    /** Bits of a key that name a cell, for a partition of so many entries. */
    static int bits(int entries) {
        return Math.min(MOST_BITS, 31 - Integer.numberOfLeadingZeros(Math.max(1, entries)));
    }

    static int bytes(int entries) {
        return Integer.BYTES << bits(entries);
    }

    /** Offset of the cell of a key in the index of its partition. */
    static int cell(long keyHigh, int bits) {
        // Two shifts: the top byte goes, and no bits at all give cell 0.
        return (int) (keyHigh << (Long.SIZE - KEY_BITS) >>> 1 >>> (Long.SIZE - 1 - bits)) * Integer.BYTES;
    }

    /** Appends the cells of a partition. */
    static void write(ByteBuffer entries, ByteBuffer out) {
        int count = entries.limit() / BYTES;
        int bits = bits(count);
        int slot = 0;
        for (int cell = 0; cell < 1 << bits; cell++) {
            while (slot < count && cell(entries.getLong(slot * BYTES), bits) < cell * Integer.BYTES) {
                slot++;
            }
            out.putInt(slot);
        }
    }
}
