package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The launcher with a built jar and no sources: its quick start helps, and never stands in the way. */
@Execution(ExecutionMode.CONCURRENT)
class LauncherIT {
    private static final String JAR = "returning-ai-routes-.*\\.jar";
    private static final Map<String, String> PLAIN = Map.of("RAI_QUICK_START", "false");
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofDays(60));

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void install() throws IOException {
        Optional<Path> built = find(Path.of("target"), JAR, 1);
        assumeThat(built).as("the jar, there from phase package on").isPresent();
        Launched.project(folder);
        Files.createDirectories(folder.resolve("target"));
        jar = Files.copy(
                built.get(), folder.resolve("target").resolve(built.get().getFileName()));
        Files.copy(Path.of("rai"), folder.resolve("rai"));
    }

    @Test
    void makesAnArchiveOnceAndDoesWithoutABadOne() throws Exception {
        Launched first = rai(Map.of(), "--help");
        assertThat(first.exitCode()).isZero();
        assertThat(first.err()).isEmpty();

        awaitArchive();
        Path archive = find(folder, "classes\\.jsa", 4).orElseThrow();
        assertThat(rai(Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + folder.resolve("loaded.txt")), "--help")
                        .exitCode())
                .isZero();
        assertThat(Files.readString(folder.resolve("loaded.txt")))
                .contains("ai.returning.routes.cli.Rai source: shared objects file (top)");

        for (byte[] bad : List.of(new byte[0], new byte[100_000])) {
            Files.delete(archive);
            Files.write(archive, bad);
            Launched again = rai(Map.of(), "--help");
            assertThat(again.err()).isEmpty();
            assertThat(again.exitCode()).isZero();
            assertThat(again.out()).isEqualTo(first.out());
        }
    }

    /** A file source moves what it read, at once; and what is wrong in a flow is no matter of the launcher. */
    @Test
    void startsNoFlowOfTheProjectAndRemovesNoFolderInUse() throws Exception {
        Path letter = Files.writeString(
                Files.createDirectories(folder.resolve("inbox")).resolve("letter.txt"), "hello");
        write("routes/eat-inbox/eat-inbox.camel.yaml", """
                - route:
                    id: eat-inbox
                    description: Reads files.
                    from:
                      id: read-files
                      uri: file:%s
                      parameters: { delete: true, initialDelay: 0 }
                      steps:
                        - log: { id: say, message: "read" }
                """.formatted(letter.getParent()));
        write("config/application-demo.yaml", "returning-ai: { run-at-start: [eat-inbox] }\n");
        Path unused = room("1-1");
        Path used = room("2-2");
        Path foreign = Files.createDirectories(folder.resolve("target/start/notes"));
        Files.setLastModifiedTime(foreign, FileTime.from(LONG_AGO));
        Process user = new ProcessBuilder("flock", "-s", used.resolve("used").toString(), "cat").start();
        try {
            assertThat(rai(Map.of(), "--version").exitCode()).isZero();

            awaitArchive();
            assertThat(letter).hasContent("hello");
            assertThat(folder.resolve("data")).doesNotExist();
            assertThat(unused).doesNotExist();
            assertThat(used).isDirectory();
            assertThat(foreign).isDirectory();
        } finally {
            user.destroy();
        }
    }

    @Test
    void doesWithoutIfAsked() throws Exception {
        assertThat(rai(PLAIN, "--help").exitCode()).isZero();
        assertThat(folder.resolve("target/start")).doesNotExist();
    }

    @Test
    void takesPathsFromTheFolderOfTheCallerAlsoThroughALink() throws Exception {
        Path flow = folder.resolve("routes/sync-customers");
        Path link = Files.createSymbolicLink(folder.resolve("config/r"), Path.of("../rai"));

        Launched lint = Launched.of(flow, List.of("../../rai", "lint", "sync-customers.mapping.yaml"), PLAIN);
        Launched linked = Launched.of(flow, List.of(link.toString(), "lint", "sync-customers.mapping.yaml"), PLAIN);

        assertThat(lint.err()).startsWith("1 file, 0 findings");
        assertThat(linked.err()).startsWith("1 file, 0 findings");
        assertThat(lint.exitCode()).isZero();
    }

    @Test
    void saysInOneLineWhatItLacks() throws Exception {
        Launched noJava = rai(Map.of("RAI_QUICK_START", "false", "JAVA_HOME", "/nowhere"), "--version");
        Files.delete(jar);
        Launched noJar = rai(PLAIN, "--version");

        assertThat(noJava.exitCode()).isEqualTo(1);
        assertThat(noJava.err()).hasLineCount(1).contains("JAVA_HOME is /nowhere");
        assertThat(noJar.exitCode()).isEqualTo(1);
        assertThat(noJar.err()).hasLineCount(1).contains("no jar in " + folder.toRealPath());
    }

    @Test
    void buildsOnceForTwoCommandsAtOnce() throws Exception {
        Map<String, String> variables = sources("cp \"$(dirname \"$0\")/the.jar\" target/fresh-" + jar.getFileName());
        Files.move(jar, folder.resolve("bin/the.jar"));

        CompletableFuture<Launched> other = CompletableFuture.supplyAsync(() -> version(variables));
        Launched one = version(variables);

        assertThat(List.of(one, other.join())).allSatisfy(run -> {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).startsWith("Returning.AI Routes");
        });
        assertThat(folder.resolve("bin/calls")).hasContent("built\n");
    }

    @Test
    void keepsTheJarOfBeforeWhenABuildFails() throws Exception {
        Map<String, String> variables = sources("exit 1");

        Launched run = version(variables);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the build failed");
        assertThat(jar).isNotEmptyFile();
    }

    /** Sources newer than the jar, and a Maven that does what is said. */
    private Map<String, String> sources(String does) throws IOException {
        Files.setLastModifiedTime(jar, FileTime.from(LONG_AGO));
        Files.createDirectories(folder.resolve("src/main"));
        Files.createDirectories(folder.resolve("src/generated"));
        write("pom.xml", "<project/>");
        Path mvn = write("bin/mvn", "#!/bin/sh\necho built >>\"$(dirname \"$0\")/calls\"\n" + does + "\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Map.of("RAI_QUICK_START", "false", "PATH", mvn.getParent() + ":" + System.getenv("PATH"));
    }

    private Launched version(Map<String, String> variables) {
        try {
            return rai(variables, "--version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** What an earlier jar left, long ago. */
    private Path room(String name) throws IOException {
        Path room = Files.createDirectories(folder.resolve("target/start").resolve(name));
        Files.createFile(room.resolve("used"));
        Files.setLastModifiedTime(room, FileTime.from(LONG_AGO));
        return room;
    }

    private void awaitArchive() {
        await().atMost(Duration.ofSeconds(240))
                .until(() -> find(folder, "size", 4).isPresent() && !preparing());
    }

    private boolean preparing() {
        return find(folder, "\\d+-\\d+\\..{6}", 3).isPresent();
    }

    private Launched rai(Map<String, String> variables, String argument) throws IOException, InterruptedException {
        return Launched.of(folder, List.of("./rai", argument), variables);
    }

    private static Optional<Path> find(Path in, String name, int depth) {
        try (Stream<Path> walk = Files.find(
                in, depth, (path, file) -> path.getFileName().toString().matches(name))) {
            return walk.findFirst();
        } catch (IOException | UncheckedIOException e) {
            // What is being prepared comes and goes.
            return Optional.empty();
        }
    }
}
