package ai.returning.routes.sync.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SidecarTest {
    private final Path folder;
    private final Path file;

    SidecarTest(@TempDir Path folder) {
        this.folder = folder;
        file = folder.resolve("chunk-7.rows");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2047, 2048, 2049, 10_000})
    void givesTheRowsBack(int count) {
        SidecarRows rows = rows(count);
        Sidecar.write(file, 7, rows, true);
        Sidecar read = Sidecar.read(file, 7);
        SidecarRows copy = new SidecarRows(1);
        read.forEach((row, keyHigh, keyLow, printHigh, printLow, flags) -> {
            assertThat(row).isEqualTo(copy.count());
            copy.add(keyHigh, keyLow, printHigh, printLow, flags);
        });
        assertThat(read.chunk()).isEqualTo(7);
        assertThat(read.count()).isEqualTo(count);
        assertThat(copy)
                .usingRecursiveComparison()
                .ignoringFields("words", "flags")
                .isEqualTo(rows);
        for (int row = 0; row < count; row++) {
            assertThat(copy.keyHigh(row)).isEqualTo(rows.keyHigh(row));
            assertThat(copy.keyLow(row)).isEqualTo(rows.keyLow(row));
            assertThat(copy.printHigh(row)).isEqualTo(rows.printHigh(row));
            assertThat(copy.printLow(row)).isEqualTo(rows.printLow(row));
            assertThat(copy.flags(row)).isEqualTo(rows.flags(row));
        }
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        Sidecar.write(file, 7, rows(3), false);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void replacesAnOlderFile() {
        Sidecar.write(file, 7, rows(5000), false);
        SidecarRows rows = rows(5000);
        rows.clear();
        rows.add(1, 2, 3, 4, Sidecar.ADDED);
        Sidecar.write(file, 7, rows, false);
        assertThat(Sidecar.read(file, 7).count()).isEqualTo(1);
    }

    @Test
    void tellsAMissingFile() {
        assertLost("is missing");
    }

    @Test
    void refusesTheFileOfAnotherChunk() {
        Sidecar.write(file, 8, rows(3), false);
        assertLost("belongs to chunk 8, not to 7");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 11, 15, 16, 40, 100, 118})
    void noticesAFlippedByte(int at) throws IOException {
        Sidecar.write(file, 7, rows(3), false);
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
        assertLost(file.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 16, 50, 118})
    void noticesATornFile(int length) throws IOException {
        Sidecar.write(file, 7, rows(3), false);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        assertLost(file.toString());
    }

    @Test
    void namesAFileThatCannotBeWritten() {
        Path nowhere = folder.resolve("missing/chunk-7.rows");
        assertThatThrownBy(() -> Sidecar.write(nowhere, 7, rows(3), false))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL))
                .hasMessageContaining(nowhere.toString());
    }

    private void assertLost(String words) {
        assertThatThrownBy(() -> Sidecar.read(file, 7))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_STATE_LOST))
                .hasMessageContaining(words);
    }

    private static SidecarRows rows(int count) {
        SidecarRows rows = new SidecarRows(4);
        for (int i = 0; i < count; i++) {
            rows.add(-i, i * 3L, ~i, i * 5L, i % 2 == 0 ? Sidecar.ADDED : Sidecar.CHANGED | Sidecar.FULL_RESEND);
        }
        return rows;
    }
}
