package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.returning.routes.flowtest.FlowTestCase;
import ai.returning.routes.flowtest.FlowTestSuite;
import ai.returning.routes.flowtest.FlowTests;
import ai.returning.routes.lint.Linter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher plays to learn which classes a quick start needs. */
class RehearsalTest {
    @TempDir
    private Path folder;

    @Test
    void bringsAProjectInWhichNothingIsWrong() throws Exception {
        Rehearsal.unpack(folder);

        assertThat(new Linter(folder).check(List.of()).findings()).isEmpty();
        for (FlowTestSuite suite : new FlowTests(folder, Clock.systemUTC()).suites(List.of())) {
            for (FlowTestCase one : suite.cases()) {
                assertThat(one.run().problems()).as(one.name()).isEmpty();
            }
        }
    }

    @Test
    void leavesAFolderAloneThatHoldsSomething() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.txt"), "mine");

        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> Rehearsal.unpack(folder));

        assertThat(folder.toFile().list()).containsExactly(file.getFileName().toString());
    }

    @Test
    void endsWell() throws Exception {
        Launched played = Launched.of(
                folder,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Launched.classPath(),
                        Rehearsal.class.getName()),
                Map.of());

        assertThat(played.err()).isEmpty();
        assertThat(played.exitCode()).isZero();
    }
}
