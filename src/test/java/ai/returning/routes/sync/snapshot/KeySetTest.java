package ai.returning.routes.sync.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySetTest {
    private static final int MANY = 300_000;

    private final Path folder;

    KeySetTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void holdsTheExtremeKeys() {
        long[] words = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 56};
        try (KeySet keys = new KeySet(folder)) {
            byte mark = 1;
            for (long high : words) {
                for (long low : words) {
                    assertThat(keys.get(high, low)).isZero();
                    assertThat(keys.mark(high, low, (byte) 1)).isFalse();
                    assertThat(keys.add(high, low, mark)).isTrue();
                    assertThat(keys.get(high, low)).isEqualTo(mark++);
                }
            }
            assertThat(keys.size()).isEqualTo(36);
        }
    }

    @Test
    void keepsTheFirstMarkUntilToldAnother() {
        try (KeySet keys = new KeySet(folder)) {
            assertThat(keys.add(1, 2, (byte) 1)).isTrue();
            assertThat(keys.add(1, 2, (byte) 2)).isFalse();
            assertThat(keys.get(1, 2)).isEqualTo((byte) 1);
            assertThat(keys.mark(1, 2, KeySet.MAX_MARK)).isTrue();
            assertThat(keys.get(1, 2)).isEqualTo(KeySet.MAX_MARK);
        }
    }

    @Test
    void refusesAMarkItCannotHold() {
        try (KeySet keys = new KeySet(folder)) {
            assertThatThrownBy(() -> keys.add(1, 2, (byte) 0)).hasMessageStartingWith("RAI-9001 Mark 0");
            assertThatThrownBy(() -> keys.add(1, 2, (byte) 64)).hasMessageStartingWith("RAI-9001 Mark 64");
        }
    }

    @Test
    void growsWithKeysOfOnePartition() {
        fill(i -> 0x4200_0000_0000_0000L | i, i -> i * 0x9e3779b97f4a7c15L);
    }

    @Test
    void growsWithKeysOfOneHighWord() {
        fill(i -> -1, i -> i);
    }

    @Test
    void growsWithKeysOfOneLowWord() {
        fill(i -> i, i -> 0);
    }

    @Test
    void growsWithOneWordAMultipleOfTheOther() {
        fill(i -> i * 0x9e3779b97f4a7c15L, i -> i);
    }

    @Test
    void growsWithEqualWords() {
        fill(i -> i, i -> i);
    }

    @Test
    void leavesNoFileBehind() {
        new KeySet(folder).close();
        assertThat(folder).isEmptyDirectory();
    }

    private void fill(LongUnaryOperator high, LongUnaryOperator low) {
        try (KeySet keys = new KeySet(folder)) {
            for (long i = 0; i < MANY; i++) {
                if (!keys.add(high.applyAsLong(i), low.applyAsLong(i), mark(i))) {
                    throw new AssertionError("key " + i + " was there before");
                }
            }
            for (long i = 0; i < MANY; i++) {
                if (keys.add(high.applyAsLong(i), low.applyAsLong(i), (byte) 9)
                        || keys.get(high.applyAsLong(i), low.applyAsLong(i)) != mark(i)) {
                    throw new AssertionError("key " + i + " was lost");
                }
            }
            assertThat(keys.size()).isEqualTo(MANY);
            assertThat(keys.get(high.applyAsLong(MANY), low.applyAsLong(MANY))).isZero();
        }
    }

    private static byte mark(long i) {
        return (byte) (1 + i % KeySet.MAX_MARK);
    }
}
