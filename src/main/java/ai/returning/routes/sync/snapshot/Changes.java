package ai.returning.routes.sync.snapshot;

import static ai.returning.routes.sync.snapshot.EntryLayout.BYTES;
import static ai.returning.routes.sync.snapshot.EntryLayout.PARTITIONS;
import static ai.returning.routes.sync.snapshot.EntryLayout.REMOVED;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What runs changed since the blocks of a snapshot were written whole: for each key the latest entry, or the mark that
 * it is gone. A night that changes little then writes little.
 */
final class Changes {
    /** Their share of the snapshot and their number are limited: they are read into the heap and merged at each start. */
    static final int MOST = 1 << 18;

    static final int SHARE = 4;

    private final ByteBuffer entries;
    private final int[] from = new int[PARTITIONS + 1];

    private Changes(ByteBuffer entries) {
        this.entries = entries;
        int count = entries.limit() / BYTES;
        for (int entry = 0; entry < count; entry++) {
            from[EntryLayout.partition(entries.getLong(entry * BYTES)) + 1]++;
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            from[partition + 1] += from[partition];
        }
    }

    /** Checks the blocks and folds them into one, oldest first. */
    static Changes read(String flow, List<byte[]> blocks) {
        ByteBuffer folded = ByteBuffer.allocate(0);
        for (byte[] block : blocks) {
            SnapshotBlock.check(flow, SnapshotBlock.CHANGES, 0, block, block.length);
            ByteBuffer newer = ByteBuffer.wrap(block, SnapshotBlock.HEADER, block.length - SnapshotBlock.HEADER)
                    .slice();
            ByteBuffer both = ByteBuffer.allocate(folded.limit() + newer.limit());
            merge(folded, newer, 0, newer.limit(), both, true);
            folded = both.flip();
        }
        return new Changes(folded);
    }

    static boolean few(long changes, long snapshot) {
        return changes <= Math.min(MOST, snapshot / SHARE);
    }

    int count() {
        return from[PARTITIONS];
    }

    boolean touch(int partition) {
        return from[partition] < from[partition + 1];
    }

    /** Entries of a partition with the changes worked in, ready to be read. */
    ByteBuffer apply(int partition, ByteBuffer before) {
        int first = from[partition] * BYTES;
        int end = from[partition + 1] * BYTES;
        ByteBuffer after = ByteBuffer.allocate(before.limit() + end - first);
        merge(before, entries, first, end, after, false);
        return after.flip();
    }

    private static void merge(
            ByteBuffer older, ByteBuffer newer, int first, int end, ByteBuffer out, boolean keepRemoved) {
        int at = 0;
        for (int change = first; change < end; change += BYTES) {
            int start = at;
            int order = -1;
            while (at < older.limit() && (order = EntryLayout.compareKeys(older, at, newer, change)) < 0) {
                at += BYTES;
            }
            copy(older, start, at, out);
            if (at < older.limit() && order == 0) {
                at += BYTES;
            }
            if (keepRemoved || !EntryLayout.flag(newer, change, REMOVED)) {
                copy(newer, change, change + BYTES, out);
            }
        }
        copy(older, at, older.limit(), out);
    }

    private static void copy(ByteBuffer entries, int from, int to, ByteBuffer out) {
        out.put(out.position(), entries, from, to - from);
        out.position(out.position() + to - from);
    }
}
