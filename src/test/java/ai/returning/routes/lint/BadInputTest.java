package ai.returning.routes.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read gives one clear finding, whatever it is; never an exception, a hang or a full memory. */
@Timeout(30)
class BadInputTest {
    private static final String FILE = "config/application-odd.yaml";

    @TempDir
    private Path folder;

    private Path odd;

    @BeforeEach
    void laysOutTheProject() throws IOException {
        Fixture.base(folder);
        odd = folder.resolve(FILE);
    }

    @Test
    void doesNotReadAHugeFile() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(odd.toFile(), "rw")) {
            file.setLength(50L * 1024 * 1024);
        }

        assertThat(findings())
                .containsExactly(
                        FILE + ":1:1 unreadable the file has 52428800 bytes, more than the 4194304 that are read"
                                + " → smaller files");
    }

    @Test
    void stopsAtTenThousandLevels() throws IOException {
        Files.writeString(odd, "[".repeat(10_000) + "]".repeat(10_000));

        assertThat(findings()).containsExactly(FILE + ":1:201 not-yaml there are more than 200 levels → fewer levels");
    }

    @Test
    void stopsAtTenThousandLevelsOfABlock() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append(" ".repeat(i)).append("a:\n");
        }
        Files.writeString(odd, text.append(" ".repeat(1_000)).append("b"));

        assertThat(findings()).singleElement().asString().contains("not-yaml there are more than 200 levels");
    }

    @Test
    void doesNotMultiplyAliases() throws IOException {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            String before = "*a" + (i - 1);
            text.append(
                    "a" + i + ": &a" + i + " [" + String.join(", ", java.util.Collections.nCopies(9, before)) + "]\n");
        }
        Files.writeString(odd, text);

        assertThat(findings())
                .singleElement()
                .asString()
                .contains("not-yaml the aliases stand for more than 10000 values → the values themselves");
    }

    /** Small enough to be held in memory, so that only the number of repeats tells it. */
    @Test
    void tellsOfFewLevelsOfAliasesToo() throws IOException {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 5; i++) {
            String before = "*a" + (i - 1);
            text.append(
                    "a" + i + ": &a" + i + " [" + String.join(", ", java.util.Collections.nCopies(9, before)) + "]\n");
        }
        Files.writeString(odd, text);

        assertThat(findings())
                .singleElement()
                .asString()
                .contains("not-yaml the aliases stand for more than 10000 values → the values themselves");
    }

    @Test
    void doesNotOpenAPipe() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", odd.toString()).start();
        assumeThat(mkfifo.waitFor(10, TimeUnit.SECONDS) && mkfifo.exitValue() == 0)
                .as("mkfifo")
                .isTrue();

        assertThat(findings())
                .containsExactly(FILE + ":1:1 unreadable this is not a plain file → a file of text, or remove it");
    }

    @Test
    void doesNotOpenADevice() throws IOException {
        Files.createSymbolicLink(odd, Path.of("/dev/zero"));

        assertThat(findings())
                .containsExactly(FILE + ":1:1 unreadable this is not a plain file → a file of text, or remove it");
    }

    @Test
    void tellsOfLinksInACircle() throws IOException {
        Files.createSymbolicLink(odd, odd);
        Files.createSymbolicLink(folder.resolve("routes/again"), folder.resolve("routes"));
        Files.createSymbolicLink(folder.resolve("routes/lost.camel.yaml"), folder.resolve("nowhere"));

        assertThat(findings())
                .containsExactly(
                        FILE + ":1:1 unreadable the link leads in a circle or nowhere → a link to a file that is there",
                        "routes/again:1:1 unreadable the link leads to a folder that is read already → no link",
                        "routes/lost.camel.yaml:1:1 unreadable the link leads in a circle or nowhere"
                                + " → a link to a file that is there");
    }

    @Test
    void tellsOfAFileNobodyMayRead() throws IOException {
        Files.writeString(odd, "returning-ai: {}\n");
        Files.setPosixFilePermissions(odd, PosixFilePermissions.fromString("-wx------"));
        assumeThat(Files.isReadable(odd)).as("a user who may read anything").isFalse();

        assertThat(findings())
                .containsExactly(FILE + ":1:1 unreadable this user may not read it → a file this user may read");
    }

    @Test
    void tellsOfTextInAnotherEncoding() throws IOException {
        Files.write(odd, "returning-ai: {}\n".getBytes(StandardCharsets.UTF_16));

        assertThat(findings())
                .containsExactly(FILE + ":1:1 unreadable the file is UTF-16 → the same text saved as UTF-8");
    }

    @Test
    void tellsOfACharacterThatYamlDoesNotTake() throws IOException {
        Files.writeString(odd, "returning-ai:\n  data-dir: \"a\u0007b\"\n");

        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith(FILE + ":2:15 not-yaml the character U+0007 may not stand in YAML");
    }

    @Test
    void tellsOfAPathThatIsNotThere() {
        assertThat(new Linter(folder)
                        .check(List.of(folder.resolve("routes/nobody")))
                        .findings())
                .extracting(Finding::text)
                .containsExactly("routes/nobody:1:1 unreadable this is not there → a file or folder that is there");
    }

    @Test
    void takesAFolderWithoutAProject() {
        assertThat(new Linter(folder.resolve("routes/sync-members"))
                        .check(List.of())
                        .findings())
                .isEmpty();
    }

    @Test
    void readsAFileFromElsewhere() throws IOException {
        Path file = Files.createTempDirectory(folder, "elsewhere").resolve("wave-once.camel.yaml");
        Files.writeString(file, "- rout:\n    id: wave-once\n");

        assertThat(new Linter(folder).check(List.of(file)).findings())
                .extracting(Finding::rule)
                .contains("unknown-key");
    }

    private List<String> findings() {
        return new Linter(folder)
                .check(List.of()).findings().stream().map(Finding::text).toList();
    }
}
