package ai.returning.routes.sync.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScratchFileTest {
    private final Path folder;

    ScratchFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Opener> users() {
        return Stream.of(
                KeySet::new, near -> SnapshotView.open("f", near, consumer -> {}), ScratchFileTest::spillOnePartition);
    }

    @ParameterizedTest
    @MethodSource("users")
    void namesTheFolderThatTakesNoFile(Opener user) {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> user.open(missing).close())
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL))
                .hasMessageContaining(missing.toString());
    }

    @Test
    void tellsAnInterruptFromAFullDisk() {
        assertStopped(() -> {
            try (ScratchFile file = ScratchFile.create(folder, "test")) {
                Thread.currentThread().interrupt();
                file.append(ByteBuffer.allocate(8));
            }
        });
        assertStopped(() -> {
            Path file = folder.resolve("chunk.rows");
            Sidecar.write(file, 1, new SidecarRows(1), false);
            Thread.currentThread().interrupt();
            Sidecar.read(file, 1);
        });
    }

    private static void assertStopped(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_STOPPED));
        assertThat(Thread.interrupted()).isTrue();
    }

    private static SnapshotMerge spillOnePartition(Path near) {
        SnapshotMerge merge = new SnapshotMerge(near);
        for (int i = 0; i < 1000; i++) {
            merge.put(1, i, 0, 0, 0, 0, EntryStatus.CONFIRMED, 0);
        }
        return merge;
    }

    /** Opens something that needs a scratch file. */
    interface Opener {
        AutoCloseable open(Path folder);
    }
}
