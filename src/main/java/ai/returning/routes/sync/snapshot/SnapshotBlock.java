package ai.returning.routes.sync.snapshot;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The header of a block, 16 bytes big-endian: magic (4), version (1), partition (1), zero (2), entry count (4), CRC32C
 * over all other bytes of the block (4).
 */
final class SnapshotBlock {
    static final int HEADER = 16;

    /** Entries of one partition. */
    static final int BLOCK = 0x52414953;
    /** What a run changed, entries of all partitions; its partition is 0. */
    static final int CHANGES = 0x52414944;

    private static final byte VERSION = 1;
    private static final int CRC_AT = 12;

    private SnapshotBlock() {}

    /** Bytes of a block, at most what an array can hold. */
    static int bytes(long entries) {
        return Math.toIntExact(HEADER + entries * EntryLayout.BYTES);
    }

    /** Fills the header of a block whose entries stand behind it. */
    static void seal(int magic, byte[] block, int partition, int entries) {
        ByteBuffer.wrap(block)
                .putInt(magic)
                .put(VERSION)
                .put((byte) partition)
                .putShort((short) 0)
                .putInt(entries)
                .putInt(checksum(block, bytes(entries)));
    }

    /** The number of entries of a block that was read back whole. */
    static int check(String flow, int magic, int partition, byte[] block, int length) {
        ByteBuffer header = ByteBuffer.wrap(block, 0, length);
        if (length < HEADER || header.getInt() != magic) {
            throw damaged(flow, partition, "it is no snapshot block (" + length + " bytes)");
        }
        byte version = header.get();
        if (version != VERSION) {
            throw damaged(flow, partition, "it has format version " + version + ", this bundle reads " + VERSION);
        }
        int written = header.get() & 0xff;
        if (written != partition) {
            throw damaged(flow, partition, "it was written for partition " + written);
        }
        header.getShort();
        int entries = header.getInt();
        if (entries < 0 || HEADER + (long) entries * EntryLayout.BYTES != length) {
            throw damaged(flow, partition, "it has " + length + " bytes, which do not fit " + entries + " entries");
        }
        if (header.getInt() != checksum(block, length)) {
            throw damaged(flow, partition, "its checksum is wrong");
        }
        return entries;
    }

    static RaiException damaged(String flow, int partition, String problem) {
        return new RaiException(
                ErrorCode.STATE_UNAVAILABLE,
                "The snapshot of flow '" + flow + "' cannot be used: block of partition " + partition + ": " + problem
                        + ". Restore the state database from a backup; without one remove the flow's snapshot, and the"
                        + " next run sends every row.");
    }

    private static int checksum(byte[] block, int length) {
        CRC32C crc = new CRC32C();
        crc.update(block, 0, CRC_AT);
        crc.update(block, HEADER, length - HEADER);
        return (int) crc.getValue();
    }
}
