package ai.returning.routes.sync.snapshot;

import static ai.returning.routes.sync.snapshot.EntryStatus.CONFIRMED;
import static ai.returning.routes.sync.snapshot.EntryStatus.RETRY;
import static ai.returning.routes.sync.snapshot.EntryStatus.SENT_UNVERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.sync.snapshot.SnapshotMerge.Merged;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotMergeTest {
    private static final long HIGH = 0x7700_0000_0000_0001L;
    private static final long LOW = -5;
    private static final long LATE = 4_000_000_000L;

    private final Path folder;
    private MemoryBlocks current = new MemoryBlocks();

    SnapshotMergeTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void keepsEveryFieldOfARow() {
        merge(false, m -> m.put(HIGH, LOW, 11, -12, -3, 0xff_ffff, SENT_UNVERIFIED, LATE));
        look(view -> {
            long at = view.find(HIGH, LOW);
            assertThat(view.keyHigh(at)).isEqualTo(HIGH);
            assertThat(view.keyLow(at)).isEqualTo(LOW);
            assertThat(view.printHigh(at)).isEqualTo(11);
            assertThat(view.printLow(at)).isEqualTo(-12);
            assertThat(view.chunk(at)).isEqualTo(-3);
            assertThat(view.row(at)).isEqualTo(0xff_ffff);
            assertThat(view.status(at)).isEqualTo(SENT_UNVERIFIED);
            assertThat(view.held(at)).isFalse();
            assertThat(view.absent(at)).isFalse();
            assertThat(view.time(at)).isEqualTo(LATE);
        });
    }

    @Test
    void letsTheLaterPutOfAKeyWin() {
        merge(false, m -> IntStream.range(0, 1000).forEach(i -> m.put(HIGH, LOW, i, i, 1, i, CONFIRMED, 0)));
        look(view -> {
            assertThat(view.size()).isEqualTo(1);
            assertThat(view.printHigh(view.find(HIGH, LOW))).isEqualTo(999);
        });
    }

    @Test
    void replacesAnOldEntry() {
        merge(false, m -> m.put(HIGH, LOW, 1, 1, 1, 1, SENT_UNVERIFIED, LATE));
        merge(false, m -> m.put(HIGH, LOW, 2, 2, 2, 2, CONFIRMED, 0));
        look(view -> {
            long at = view.find(HIGH, LOW);
            assertThat(view.size()).isEqualTo(1);
            assertThat(view.printLow(at)).isEqualTo(2);
            assertThat(view.chunk(at)).isEqualTo(2);
            assertThat(view.status(at)).isEqualTo(CONFIRMED);
        });
    }

    @Test
    void holdsAKnownKeyWithItsOldContent() {
        merge(false, m -> m.put(HIGH, LOW, 1, 2, 3, 4, CONFIRMED, 0));
        merge(true, m -> m.hold(HIGH, LOW, 9, 9, LATE));
        look(view -> {
            long at = view.find(HIGH, LOW);
            assertThat(view.held(at)).isTrue();
            assertThat(view.absent(at)).isFalse();
            assertThat(view.time(at)).isEqualTo(LATE);
            assertThat(view.printHigh(at)).isEqualTo(1);
            assertThat(view.chunk(at)).isEqualTo(3);
            assertThat(view.row(at)).isEqualTo(4);
            assertThat(view.unseen()).isEqualTo(1);
        });
    }

    @Test
    void holdsANewKeyAsAbsent() {
        Merged merged = merge(false, m -> m.hold(HIGH, LOW, 9, 8, 100));
        assertThat(merged).isEqualTo(new Merged(1, 1, 0));
        merge(false, m -> m.hold(HIGH, LOW, 10, 7, 200));
        look(view -> {
            long at = view.find(HIGH, LOW);
            assertThat(view.held(at)).isTrue();
            assertThat(view.absent(at)).isTrue();
            assertThat(view.printHigh(at)).isZero();
            assertThat(view.chunk(at)).isEqualTo(10);
            assertThat(view.row(at)).isEqualTo(7);
            assertThat(view.time(at)).isEqualTo(200);
            assertThat(view.unseen()).isZero();
        });
    }

    @Test
    void endsAHoldWhenTheRowGoesThrough() {
        merge(false, m -> m.hold(HIGH, LOW, 9, 8, 100));
        merge(false, m -> m.put(HIGH, LOW, 1, 1, 1, 1, CONFIRMED, 0));
        look(view -> {
            long at = view.find(HIGH, LOW);
            assertThat(view.held(at)).isFalse();
            assertThat(view.absent(at)).isFalse();
        });
    }

    @Test
    void keepsTheContentAndTheHoldOfARejectedRow() {
        merge(false, m -> {
            m.put(HIGH, LOW, 1, 2, 3, 4, CONFIRMED, 0);
            m.hold(HIGH, LOW, 9, 8, 100);
        });
        merge(false, m -> m.retry(HIGH, LOW));
        look(view -> {
            long at = view.find(HIGH, LOW);
            assertThat(view.status(at)).isEqualTo(RETRY);
            assertThat(view.held(at)).isTrue();
            assertThat(view.time(at)).isEqualTo(100);
            assertThat(view.printLow(at)).isEqualTo(2);
        });
    }

    @Test
    void keepsNothingOfARejectedRowThatNeverWentThrough() {
        assertThat(merge(false, m -> m.retry(HIGH, LOW)).entries()).isZero();
        merge(false, m -> m.hold(HIGH, LOW, 9, 8, 100));
        assertThat(merge(false, m -> m.retry(HIGH, LOW)).entries()).isZero();
    }

    @Test
    void dropsWhatTheSourceNoLongerShows() {
        merge(false, m -> {
            for (int key = 0; key < 10; key++) {
                m.put(HIGH, key, key, key, 1, key, CONFIRMED, 0);
            }
            m.hold(HIGH, 10, 1, 10, 100);
        });
        MemoryBlocks next = new MemoryBlocks();
        try (SnapshotView old = open();
                SnapshotMerge merge = new SnapshotMerge(folder)) {
            assertThat(old.markSeen(old.find(HIGH, 3))).isFalse();
            assertThat(old.markSeen(old.find(HIGH, 3))).isTrue();
            merge.put(HIGH, 4, 40, 40, 2, 0, CONFIRMED, 0);
            merge.hold(HIGH, 5, 2, 1, 100);
            assertThat(old.unseen()).isEqualTo(9);
            assertThat(merge.writeTo(old, true, next)).isEqualTo(new Merged(3, 0, 7));
        }
        current = next;
        look(view -> assertThat(IntStream.rangeClosed(0, 10).filter(key -> view.find(HIGH, key) >= 0))
                .containsExactly(3, 4, 5));
    }

    @Test
    void writesAllBlocksInOrderEvenWithoutEntries() {
        merge(true, m -> {});
        assertThat(current.written).isEqualTo(IntStream.range(0, 256).boxed().toList());
        look(view -> {
            assertThat(view.exists()).isTrue();
            assertThat(view.size()).isZero();
        });
    }

    @Test
    void takesOnlyAFewChangesBesideTheBlocks() {
        merge(false, m -> IntStream.range(0, 40).forEach(i -> m.put(HIGH, i, i, i, 1, i, CONFIRMED, 0)));
        try (SnapshotView old = open();
                SnapshotMerge merge = new SnapshotMerge(folder)) {
            IntStream.range(0, 10).forEach(i -> merge.put(HIGH, i, 0, 0, 2, i, CONFIRMED, 0));
            assertThat(merge.isSmall(old, false)).isTrue();
            assertThat(merge.isSmall(old, true)).as("40 unseen entries go").isFalse();
            current.changes.add(merge.changes(old, false).block());
        }
        try (SnapshotView old = open();
                SnapshotMerge merge = new SnapshotMerge(folder)) {
            assertThat(merge.isSmall(old, false)).isTrue();
            merge.put(HIGH, 99, 0, 0, 2, 99, CONFIRMED, 0);
            assertThat(merge.isSmall(old, false))
                    .as("with those of the run before")
                    .isFalse();
        }
    }

    @Test
    void isNeverSmallWithoutBlocks() {
        try (SnapshotView none = open();
                SnapshotMerge merge = new SnapshotMerge(folder)) {
            assertThat(merge.isSmall(none, true)).isFalse();
        }
    }

    @Test
    void sortsKeysThatDifferOnlyInTheirLastBits() {
        merge(false, m -> {
            for (int i = 4999; i >= 0; i--) {
                m.put(-1, -i, i, 0, 1, i, CONFIRMED, 0);
                m.put(0, i, i, 0, 1, i, CONFIRMED, 0);
                m.put(HIGH + ((long) i << 16), -1, i, 0, 1, i, CONFIRMED, 0);
            }
        });
        look(view -> {
            assertThat(view.size()).isEqualTo(15_000);
            for (int i = 0; i < 5000; i++) {
                assertThat(view.printHigh(view.find(-1, -i))).isEqualTo(i);
                assertThat(view.printHigh(view.find(0, i))).isEqualTo(i);
                assertThat(view.printHigh(view.find(HIGH + ((long) i << 16), -1)))
                        .isEqualTo(i);
            }
            assertThat(view.find(-1, 17)).isEqualTo(-1);
            assertThat(view.find(0, -1)).isEqualTo(-1);
            assertThat(view.find(0x8000_0000_0000_0000L, 0)).isEqualTo(-1);
        });
    }

    @Test
    void refusesValuesThatDoNotFit() {
        try (SnapshotMerge merge = new SnapshotMerge(folder)) {
            assertThatThrownBy(() -> merge.put(0, 0, 0, 0, 0, 1 << 24, CONFIRMED, 0))
                    .hasMessageStartingWith("RAI-9001 Row 16777216");
            assertThatThrownBy(() -> merge.hold(0, 0, 0, 0, 1L << 32)).hasMessageStartingWith("RAI-9001 Time");
            assertThatThrownBy(() -> merge.hold(0, 0, 0, 0, -1)).hasMessageStartingWith("RAI-9001 Time");
        }
    }

    private Merged merge(boolean dropUnseen, Consumer<SnapshotMerge> work) {
        MemoryBlocks next = new MemoryBlocks();
        try (SnapshotView old = open();
                SnapshotMerge merge = new SnapshotMerge(folder)) {
            work.accept(merge);
            Merged merged = merge.writeTo(old, dropUnseen, next);
            current = next;
            return merged;
        }
    }

    private void look(Consumer<SnapshotView> check) {
        try (SnapshotView view = open()) {
            check.accept(view);
        }
    }

    private SnapshotView open() {
        return SnapshotView.open("sync-customers", folder, current);
    }
}
