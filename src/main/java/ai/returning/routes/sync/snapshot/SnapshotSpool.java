package ai.returning.routes.sync.snapshot;

import static ai.returning.routes.sync.snapshot.EntryLayout.BYTES;
import static ai.returning.routes.sync.snapshot.EntryLayout.PARTITIONS;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes the blocks of a generation to a scratch file, checking each, and maps them one by one. */
final class SnapshotSpool implements BlockConsumer {
    private static final long NONE = -1;

    private final String flow;
    private final ScratchFile file;
    private final long[] starts = new long[PARTITIONS];
    private final int[] counts = new int[PARTITIONS];
    private final Changes changes;
    private int blocks;
    private long present;

    private SnapshotSpool(String flow, ScratchFile file, Changes changes) {
        this.flow = flow;
        this.file = file;
        this.changes = changes;
        Arrays.fill(starts, NONE);
    }

    static SnapshotView open(String flow, Path scratchFolder, BlockReader reader) {
        ScratchFile file = ScratchFile.create(scratchFolder, "snapshot");
        boolean opened = false;
        try {
            SnapshotSpool spool = new SnapshotSpool(flow, file, Changes.read(flow, reader.changes()));
            reader.readAll(spool);
            SnapshotView view = spool.view();
            opened = true;
            return view;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    @Override
    public void accept(int partition, byte[] block, int length) {
        if (starts[partition] != NONE) {
            throw SnapshotBlock.damaged(flow, partition, "it is stored twice");
        }
        SnapshotBlock.check(flow, SnapshotBlock.BLOCK, partition, block, length);
        ByteBuffer entries = ByteBuffer.wrap(block, SnapshotBlock.HEADER, length - SnapshotBlock.HEADER)
                .slice();
        if (changes.touch(partition)) {
            entries = changes.apply(partition, entries);
        }
        starts[partition] = file.end();
        counts[partition] = entries.limit() / BYTES;
        blocks++;
        present += countPresent(entries);
        ByteBuffer index = ByteBuffer.allocate(KeyIndex.bytes(counts[partition]));
        KeyIndex.write(entries, index);
        file.append(entries);
        file.append(index.flip());
    }

    private static int countPresent(ByteBuffer entries) {
        int count = 0;
        for (int entry = 0; entry < entries.limit(); entry += BYTES) {
            count += EntryLayout.flag(entries, entry, EntryLayout.ABSENT) ? 0 : 1;
        }
        return count;
    }

    private SnapshotView view() {
        refuseMissing();
        ByteBuffer[] partitions = new ByteBuffer[PARTITIONS];
        ByteBuffer[] index = new ByteBuffer[PARTITIONS];
        long[] firstBit = new long[PARTITIONS];
        long entries = 0;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int bytes = counts[partition] * BYTES;
            ByteBuffer both = blocks == 0
                    ? ByteBuffer.allocate(Integer.BYTES)
                    : file.map(MapMode.READ_ONLY, starts[partition], (long) bytes + KeyIndex.bytes(counts[partition]));
            partitions[partition] = both.slice(0, bytes);
            index[partition] = both.slice(bytes, both.limit() - bytes);
            firstBit[partition] = entries;
            entries += counts[partition];
        }
        SeenMarks seen = new SeenMarks(bits(entries), firstBit, present);
        return new SnapshotView(blocks > 0, file, partitions, index, seen, changes.count());
    }

    private void refuseMissing() {
        for (int partition = 0; blocks > 0 && partition < PARTITIONS; partition++) {
            if (starts[partition] == NONE) {
                throw SnapshotBlock.damaged(flow, partition, "it is missing");
            }
        }
    }

    private ByteBuffer bits(long entries) {
        long start = file.end();
        long bytes = (entries + 7) / 8;
        file.appendZeros(bytes);
        return bytes == 0 ? ByteBuffer.allocate(0) : file.map(MapMode.READ_WRITE, start, bytes);
    }
}
