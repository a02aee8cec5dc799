package ai.returning.routes.sync.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotViewTest {
    private final Path folder;
    private final MemoryBlocks stored = new MemoryBlocks();

    SnapshotViewTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void storeAThousandEntries() {
        SplittableRandom random = new SplittableRandom(7);
        try (SnapshotView none = SnapshotView.open("f", folder, consumer -> {});
                SnapshotMerge merge = new SnapshotMerge(folder)) {
            for (int i = 0; i < 1000; i++) {
                merge.put(random.nextLong(), random.nextLong(), i, i, 1, i, EntryStatus.CONFIRMED, 0);
            }
            merge.writeTo(none, false, stored);
        }
    }

    @Test
    void tellsAFlowThatNeverHadASnapshot() {
        try (SnapshotView view = SnapshotView.open("f", folder, consumer -> {})) {
            assertThat(view.exists()).isFalse();
            assertThat(view.size()).isZero();
            assertThat(view.unseen()).isZero();
            assertThat(view.find(0, 0)).isEqualTo(-1);
            view.forEach(position -> assertThat(position).isNull());
        }
    }

    @Test
    void visitsEntriesInKeyOrder() {
        List<Long> keys = new ArrayList<>();
        try (SnapshotView view = open()) {
            view.forEach(position -> {
                keys.add(view.keyHigh(position));
                assertThat(view.find(view.keyHigh(position), view.keyLow(position)))
                        .isEqualTo(position);
            });
        }
        assertThat(keys).hasSize(1000).isSortedAccordingTo(Long::compareUnsigned);
    }

    @Test
    void countsWhatWasNotSeen() {
        try (SnapshotView view = open()) {
            assertThat(view.unseen()).isEqualTo(1000);
            view.forEach(position -> {
                if (view.printHigh(position) % 4 != 0) {
                    assertThat(view.markSeen(position)).isFalse();
                    assertThat(view.markSeen(position)).isTrue();
                }
            });
            assertThat(view.unseen()).isEqualTo(250);
        }
    }

    @Test
    void leavesNoFileBehind() {
        open().close();
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 5, 8, 12, 16, 40, -1})
    void noticesAFlippedByte(int at) {
        damage(block -> {
            block[at < 0 ? block.length - 1 : at] ^= 0x10;
            return block;
        });
        assertRefused("of partition 42");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 15, 16, 59, 100})
    void noticesATornBlock(int length) {
        damage(block -> Arrays.copyOf(block, length));
        assertRefused("of partition 42");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 12, 20, 59})
    void noticesDamagedChanges(int at) {
        try (SnapshotView view = open();
                SnapshotMerge merge = new SnapshotMerge(folder)) {
            merge.put(7, 7, 1, 1, 1, 1, EntryStatus.CONFIRMED, 0);
            byte[] block = merge.changes(view, false).block();
            block[at] ^= 0x10;
            stored.changes.add(block);
        }
        assertRefused("cannot be used");
    }

    @Test
    void findsManyKeysAsItFindsOne() {
        long[] high = new SplittableRandom(7).longs(700).toArray();
        long[] low = new SplittableRandom(8).longs(700).toArray();
        long[] positions = new long[700];
        try (SnapshotView view = open()) {
            view.forEach(position -> {
                if (view.printHigh(position) < 500) {
                    high[(int) view.printHigh(position)] = view.keyHigh(position);
                    low[(int) view.printHigh(position)] = view.keyLow(position);
                }
            });
            view.findAll(high, low, 700, positions);
            for (int i = 0; i < 700; i++) {
                assertThat(positions[i]).isEqualTo(view.find(high[i], low[i]));
                assertThat(positions[i] >= 0).isEqualTo(i < 500);
            }
        }
    }

    @Test
    void noticesABlockThatIsTooLong() {
        damage(block -> Arrays.copyOf(block, block.length + EntryLayout.BYTES));
        assertRefused("of partition 42");
    }

    @Test
    void noticesTheBlockOfAnotherPartition() {
        damage(block -> Objects.requireNonNull(stored.blocks.get(43)).clone());
        assertRefused("it was written for partition 43");
    }

    @Test
    void noticesAMissingBlock() {
        stored.blocks.remove(42);
        assertRefused("of partition 42: it is missing");
    }

    @Test
    void noticesABlockStoredTwice() {
        assertThatThrownBy(() -> SnapshotView.open("f", folder, consumer -> {
                    stored.readAll(consumer);
                    stored.readAll(consumer);
                }))
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("it is stored twice");
    }

    private void damage(UnaryOperator<byte[]> change) {
        stored.blocks.compute(42, (partition, block) -> change.apply(block));
    }

    private void assertRefused(String words) {
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_UNAVAILABLE))
                .hasMessageContaining("sync-customers")
                .hasMessageContaining(words);
        assertThat(folder).isEmptyDirectory();
    }

    private SnapshotView open() {
        return SnapshotView.open("sync-customers", folder, stored);
    }
}
