package ai.returning.routes.sync.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.sync.snapshot.SnapshotMerge.Merged;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million rows through all parts, with the heap watched while everything is open. */
class SnapshotSizeTest {
    private static final int ROWS = 1_000_000;
    private static final long MEGABYTE = 1 << 20;

    private final Path folder;

    SnapshotSizeTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void keepsAMillionRowsOutOfTheHeap() throws IOException {
        FileBlocks first = new FileBlocks(Files.createDirectory(folder.resolve("first")));
        FileBlocks second = new FileBlocks(Files.createDirectory(folder.resolve("second")));
        long before = usedHeap();
        try (SnapshotView none = SnapshotView.open("f", folder, consumer -> {});
                KeySet keys = new KeySet(folder);
                SnapshotMerge merge = new SnapshotMerge(folder)) {
            for (int i = 0; i < ROWS; i++) {
                keys.add(hash(i), hash(-i), (byte) 1);
                merge.put(hash(i), hash(-i), i, -i, i / 10_000, i % 10_000, EntryStatus.CONFIRMED, 0);
            }
            assertThat(usedHeap() - before).isLessThan(8 * MEGABYTE);
            assertThat(keys.size()).isEqualTo(ROWS);
            assertThat(merge.writeTo(none, true, first)).isEqualTo(new Merged(ROWS, 0, 0));
        }
        try (SnapshotView old = SnapshotView.open("f", folder, first);
                SnapshotMerge merge = new SnapshotMerge(folder)) {
            for (int i = 0; i < ROWS; i++) {
                if (i % 1000 != 0 && old.markSeen(old.find(hash(i), hash(-i)))) {
                    throw new AssertionError("row " + i + " was marked before");
                }
            }
            assertThat(usedHeap() - before).isLessThan(8 * MEGABYTE);
            assertThat(old.unseen()).isEqualTo(1000);
            assertThat(merge.writeTo(old, true, second)).isEqualTo(new Merged(ROWS - 1000, 0, 1000));
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long hash(long i) {
        long x = (i ^ i >>> 31) * 0x9e3779b97f4a7c15L;
        x = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
        return x ^ x >>> 27;
    }
}
