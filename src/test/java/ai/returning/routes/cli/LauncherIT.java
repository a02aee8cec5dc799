package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a built jar and no sources: its quick start helps, and never stands in the way. */
class LauncherIT {
    private static final String JAR = "returning-ai-routes-.*\\.jar";

    @TempDir
    private Path folder;

    @BeforeEach
    void install() throws IOException {
        Optional<Path> jar = find(Path.of("target"), JAR, 1);
        assumeThat(jar).as("the jar, there from phase package on").isPresent();
        Launched.project(folder);
        Files.createDirectories(folder.resolve("target"));
        Files.copy(jar.get(), folder.resolve("target").resolve(jar.get().getFileName()));
        Files.copy(Path.of("rai"), folder.resolve("rai"));
    }

    @Test
    void makesAnArchiveOnceAndDoesWithoutABadOne() throws Exception {
        Launched first = rai(Map.of());
        assertThat(first.exitCode()).isZero();
        assertThat(first.err()).isEmpty();

        await().atMost(Duration.ofSeconds(120))
                .until(() -> find(folder, "size", 4).isPresent() && !preparing());
        Path archive = find(folder, "classes\\.jsa", 4).orElseThrow();
        assertThat(rai(Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + folder.resolve("loaded.txt")))
                        .exitCode())
                .isZero();
        assertThat(Files.readString(folder.resolve("loaded.txt")))
                .contains("ai.returning.routes.cli.Rai source: shared objects file (top)");

        for (byte[] bad : List.of(new byte[0], new byte[100_000])) {
            Files.delete(archive);
            Files.write(archive, bad);
            Launched again = rai(Map.of());
            assertThat(again.err()).isEmpty();
            assertThat(again.exitCode()).isZero();
            assertThat(again.out()).isEqualTo(first.out());
        }
    }

    @Test
    void doesWithoutIfAsked() throws Exception {
        assertThat(rai(Map.of("RAI_QUICK_START", "false")).exitCode()).isZero();
        assertThat(folder.resolve("target/start")).doesNotExist();
    }

    private boolean preparing() {
        return find(folder, "\\d+-\\d+\\..{6}", 3).isPresent();
    }

    private Launched rai(Map<String, String> variables) throws IOException, InterruptedException {
        return Launched.of(folder, List.of("./rai", "--help"), variables);
    }

    private static Optional<Path> find(Path in, String name, int depth) {
        try (Stream<Path> walk = Files.find(
                in, depth, (path, file) -> path.getFileName().toString().matches(name))) {
            return walk.findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
