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
    private int blocks;
    private long present;

    private SnapshotSpool(String flow, ScratchFile file) {
        this.flow = flow;
        this.file = file;
        Arrays.fill(starts, NONE);
    }

    static SnapshotView open(String flow, Path scratchFolder, BlockReader reader) {
        ScratchFile file = ScratchFile.create(scratchFolder, "snapshot");
        boolean opened = false;
        try {
            SnapshotSpool spool = new SnapshotSpool(flow, file);
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
        int entries = SnapshotBlock.check(flow, partition, block, length);
        starts[partition] = file.end();
        counts[partition] = entries;
        blocks++;
        present += countPresent(block, entries);
        file.append(ByteBuffer.wrap(block, SnapshotBlock.HEADER, length - SnapshotBlock.HEADER));
    }

    private static int countPresent(byte[] block, int entries) {
        ByteBuffer buffer = ByteBuffer.wrap(block);
        int count = 0;
        for (int slot = 0; slot < entries; slot++) {
            int rowAndStatus = buffer.getInt(SnapshotBlock.HEADER + slot * BYTES + EntryLayout.ROW_AND_STATUS);
            count += (rowAndStatus & EntryLayout.ABSENT) == 0 ? 1 : 0;
        }
        return count;
    }

    private SnapshotView view() {
        refuseMissing();
        ByteBuffer[] partitions = new ByteBuffer[PARTITIONS];
        long[] firstBit = new long[PARTITIONS];
        long entries = 0;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions[partition] = map(MapMode.READ_ONLY, starts[partition], (long) counts[partition] * BYTES);
            firstBit[partition] = entries;
            entries += counts[partition];
        }
        return new SnapshotView(blocks > 0, file, partitions, new SeenMarks(bits(entries), firstBit, present));
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
        return map(MapMode.READ_WRITE, start, bytes);
    }

    private ByteBuffer map(MapMode mode, long start, long length) {
        return length == 0 ? ByteBuffer.allocate(0) : file.map(mode, start, length);
    }
}
