package ai.returning.routes.sync.snapshot;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.ByteBuffer;

/**
 * The 44 bytes of an entry, big-endian: key hash (16), fingerprint (16), chunk serial (4), row in the chunk (low 24
 * bits) with status and flags (top 8 bits) (4), time in unsigned epoch seconds (4). Entries are in the unsigned order of
 * their key hashes; the top byte of the hash is the partition.
 */
final class EntryLayout {
    static final int PARTITIONS = 256;
    static final int BYTES = 44;
    static final int KEY_HIGH = 0;
    static final int KEY_LOW = 8;
    static final int PRINT_HIGH = 16;
    static final int PRINT_LOW = 24;
    static final int CHUNK = 32;
    static final int ROW_AND_STATUS = 36;
    static final int TIME = 40;

    static final int HELD = 1 << 26;
    static final int ABSENT = 1 << 27;
    /** Only among changes: the entry of the key is gone. */
    static final int REMOVED = 1 << 28;
    /** Only between a put and the merge: the record changes the entry of its key and does not replace it. */
    static final int CHANGE_TO_HELD = 1 << 30;

    static final int CHANGE_TO_RETRY = 1 << 31;

    private static final int ROW_MASK = 0x00ff_ffff;
    private static final int STATUS_SHIFT = 24;
    private static final int STATUS_MASK = 3 << STATUS_SHIFT;

    private EntryLayout() {}

    static int partition(long keyHigh) {
        return (int) (keyHigh >>> 56);
    }

    static int row(int rowAndStatus) {
        return rowAndStatus & ROW_MASK;
    }

    static EntryStatus status(int rowAndStatus) {
        return EntryStatus.of((rowAndStatus & STATUS_MASK) >>> STATUS_SHIFT);
    }

    static int withStatus(int rowAndStatus, EntryStatus status) {
        return rowAndStatus & ~STATUS_MASK | status.ordinal() << STATUS_SHIFT;
    }

    static int rowWith(int row, int flags) {
        if ((row & ~ROW_MASK) != 0) {
            throw new RaiException(
                    ErrorCode.BUG,
                    "Row " + row + " of a chunk does not fit in a snapshot entry, which counts to 2^24.");
        }
        return row | flags;
    }

    static int seconds(long epochSeconds) {
        if (epochSeconds >>> 32 != 0) {
            throw new RaiException(
                    ErrorCode.BUG, "Time " + epochSeconds + " does not fit in a snapshot entry (seconds, 32 bits).");
        }
        return (int) epochSeconds;
    }

    /** Writes an entry at the position of the buffer and moves it behind. */
    static void write(
            ByteBuffer to,
            long keyHigh,
            long keyLow,
            long printHigh,
            long printLow,
            int chunk,
            int rowAndStatus,
            int time) {
        to.putLong(keyHigh).putLong(keyLow).putLong(printHigh).putLong(printLow);
        to.putInt(chunk).putInt(rowAndStatus).putInt(time);
    }

    /** Unsigned order of two keys. */
    static int compareKeys(ByteBuffer one, int offset, ByteBuffer other, int otherOffset) {
        return compareKey(one, offset, other.getLong(otherOffset + KEY_HIGH), other.getLong(otherOffset + KEY_LOW));
    }

    static boolean flag(ByteBuffer entries, int offset, int flag) {
        return (entries.getInt(offset + ROW_AND_STATUS) & flag) != 0;
    }

    /** Unsigned order of the key at {@code offset} against the given one. */
    static int compareKey(ByteBuffer entries, int offset, long keyHigh, long keyLow) {
        int order = Long.compareUnsigned(entries.getLong(offset + KEY_HIGH), keyHigh);
        return order != 0 ? order : Long.compareUnsigned(entries.getLong(offset + KEY_LOW), keyLow);
    }
}
