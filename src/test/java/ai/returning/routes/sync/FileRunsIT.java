package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.Fault.Kind;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.file.FileRowSource;
import ai.returning.routes.sync.source.file.FileSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that read files: when a file counts as dealt with. */
class FileRunsIT {
    private static final String HEAD = "email,first_name,last_name,city,tier,balance\n";

    @TempDir
    Path folder;

    private Path inbox = Path.of("");
    private SyncWorld world;

    @BeforeEach
    void open() throws IOException {
        inbox = Files.createDirectories(folder.resolve("inbox"));
        world = new SyncWorld(folder, 200).reading("import-file", this::source);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void putsAFileAwayWhenItsRunIsDone() throws IOException {
        file("a.csv", 1, 150, "Graz");
        RunReport first = world.sync();
        assertThat(first.state()).isEqualTo(RunState.DONE);
        assertThat(first.books().applied()).isEqualTo(150);
        assertThat(waiting()).isEmpty();
        assertThat(archived()).hasSize(1);

        file("b.csv", 140, 160, "Graz");
        RunReport second = world.sync();
        assertThat(second.books().unchanged()).isEqualTo(11);
        assertThat(second.books().applied()).isEqualTo(10);
        assertThat(second.books().gone()).as("a file shows a part").isZero();

        RunReport third = world.sync();
        assertThat(third.state()).as("no file is no alarm").isEqualTo(RunState.DONE);
        assertThat(third.books().read()).isZero();

        file("c.csv", 1, 150, "Graz");
        assertThat(world.sync().books().read()).as("the same content again").isZero();
        assertThat(archived()).hasSize(3);
    }

    @Test
    void sendsTheOthersWhereRowsAreRagged() throws IOException {
        Files.writeString(inbox.resolve("a.csv"), HEAD + "user1@example.org,A,B,Graz,gold,1\nuser2@example.org,A\n");
        RunReport report = world.sync();
        assertThat(report.state()).isEqualTo(RunState.DONE_WITH_REJECTS);
        assertThat(report.books().applied()).isEqualTo(1);
        assertThat(world.quarantine(report))
                .singleElement()
                .satisfies(row -> assertThat(row.toString()).contains("wrong-cell-count"));
        assertThat(archived()).hasSize(1);
    }

    @Test
    void leavesAFileWhoseUploadHasNoKnownOutcomeAndSendsItsRowsLater() throws IOException {
        world.faults(
                FaultRule.nth(SyncWorld.UPLOAD, 1, Fault.status(503)),
                FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.status(503)));
        file("a.csv", 1, 20, "Graz");
        RunReport stopped = world.sync();
        assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
        assertThat(waiting()).containsExactly("a.csv");

        assertThat(world.sync().state()).as("its rows rest").isEqualTo(RunState.UNVERIFIED);
        assertThat(waiting()).containsExactly("a.csv");

        world.pass(Duration.ofHours(2));
        RunReport sent = world.sync();
        assertThat(sent.state()).isEqualTo(RunState.DONE);
        assertThat(sent.books().applied()).isEqualTo(20);
        assertThat(waiting()).isEmpty();
    }

    /** Its rows would not come again: a file shows them once. */
    @Test
    void leavesAFileWhoseJobFailedAsAWholeAndSendsItsRowsAgain() throws IOException {
        world.faults(FaultRule.nth(SyncWorld.UPLOAD, 1, Fault.of(Kind.FAIL_JOB)));
        file("a.csv", 1, 20, "Graz");

        RunReport failed = world.sync();

        assertThat(failed.state()).isEqualTo(RunState.DONE_WITH_REJECTS);
        assertThat(failed.books().rejected()).isEqualTo(20);
        assertThat(world.notices).anyMatch(notice -> notice.contains("failed as a whole"));
        assertThat(waiting()).containsExactly("a.csv");
        assertThat(world.sync().books().applied()).isEqualTo(20);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void leavesAFileOfWhichOnlyAPartWasAskedFor() throws IOException {
        file("a.csv", 1, 20, "Graz");
        assertThat(world.sync(new RunRequest(false, 5, null, null)).books().applied())
                .isEqualTo(5);
        assertThat(waiting()).containsExactly("a.csv");
        assertThat(world.sync().books().applied()).isEqualTo(15);
    }

    @Test
    void letsAPersonLookWhenAFileChangesTooMuch() throws IOException {
        file("a.csv", 1, 150, "Graz");
        world.sync();
        file("b.csv", 1, 150, "Wien");
        RunReport braked = world.sync();
        assertThat(braked.braked()).isTrue();
        assertThat(waiting()).containsExactly("b.csv");
        assertThat(world.confirm(braked.confirmCode()).books().applied()).isEqualTo(150);
        assertThat(waiting()).isEmpty();
    }

    private RowSource source() {
        FileSettings settings = new FileSettings(
                "customers",
                FileSettings.Format.CSV,
                inbox.toString(),
                "*.csv",
                "",
                Duration.ZERO,
                "archive",
                "errors",
                false,
                new FileSettings.Text(StandardCharsets.UTF_8, ',', 10_000));
        return FileRowSource.local(settings, world.store.sources(), world.clock());
    }

    private void file(String name, int first, int last, String city) throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        IntStream.rangeClosed(first, last)
                .forEach(i -> text.append("user")
                        .append(i)
                        .append("@example.org,Zoë,Ng,")
                        .append(city)
                        .append(",gold,1\n"));
        Files.writeString(inbox.resolve(name), text);
    }

    private List<String> waiting() throws IOException {
        return names(inbox);
    }

    private List<String> archived() throws IOException {
        return names(inbox.resolve("archive"));
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
