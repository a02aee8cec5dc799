package ai.returning.routes.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.emulator.crm.HubspotStandIn;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Kills a process that reads a file, or contacts, of which the first part was dealt with the night before; the next one
 * continues. Sources that remember how far they were read must neither forget rows nor show them for ever.
 */
@Tag("crash")
class KilledSourcesIT {
    private static final String TOKEN = "pat-eu1-right";
    private static final String STEPS = """
            run.opened, 1
            batch.sorted, 3
            chunk.sealed, 1
            chunk.sending, 2
            chunk.accepted, 1
            settling, 1
            run.ended, 1
            source.settling, 1
            """;
    private static final int FIRST_NIGHT = 120;
    private static final int CHANGED_FROM = 61;
    private static final int ALL = 140;

    @TempDir
    Path folder;

    private CrashWorld world;
    private HubspotStandIn crm;
    private Path inbox;

    @BeforeEach
    void open() throws IOException {
        world = new CrashWorld(folder, CrashWorld.State.H2);
        crm = HubspotStandIn.start(TOKEN);
        inbox = Files.createDirectories(folder.resolve("inbox"));
    }

    @AfterEach
    void close() {
        world.close();
        crm.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = STEPS + "source.file-noted, 1")
    void continuesAFile(String step, int hit) throws IOException {
        file("a.csv", 1, FIRST_NIGHT, "Graz");
        assertThat(run(files()).books().applied()).isEqualTo(FIRST_NIGHT);
        file("b.csv", CHANGED_FROM, ALL, "Wien");

        killAndContinue(files(), step, hit);

        assertThat(names(inbox)).as("files that wait").isEmpty();
        assertThat(names(inbox.resolve("archive"))).hasSize(2);
        assertThat(run(files()).books().read()).isZero();
    }

    @ParameterizedTest
    @CsvSource(textBlock = STEPS)
    void continuesContactsFromTheCheckpoint(String step, int hit) {
        contacts(1, FIRST_NIGHT, "Graz", Instant.EPOCH);
        assertThat(run(contacts()).books().applied()).isEqualTo(FIRST_NIGHT);
        // Later than the clock of the first reading, so that only these are changes.
        contacts(CHANGED_FROM, ALL, "Wien", Clock.systemUTC().instant().plus(Duration.ofMinutes(1)));

        killAndContinue(contacts(), step, hit);

        RunReport after = run(contacts());
        assertThat(after.books().read())
                .as("contacts changed since the checkpoint")
                .isEqualTo(ALL - CHANGED_FROM + 1);
        assertThat(after.books().unchanged()).isEqualTo(after.books().read());
    }

    /** The dead process had uploaded what is older by now; the source shows the newer value only once. */
    @Test
    void forgetsNoContactThatChangedBetweenDeathAndContinuation() {
        contacts(1, FIRST_NIGHT, "Graz", Instant.EPOCH);
        Child child = Child.host(contacts().doomed(HostOrder.Doom.HALT, "chunk.accepted", 1));
        assertThat(child.end()).as(child.output()).isEqualTo(EngineHost.KILLED);
        // before what the next reading looks back to
        contacts(1, 1, "Wien", Clock.systemUTC().instant().minus(Duration.ofHours(1)));

        RunReport continued = run(contacts());

        assertThat(continued.state()).isEqualTo(RunState.DONE);
        run(contacts());
        assertThat(world.emulator.users().find(member(1)).orElseThrow().values())
                .containsEntry("city", "Wien");
    }

    /** What the dead process had settled is not forgotten because its source is away at first. */
    @Test
    void sendsNothingTwiceThoughTheSourceIsAwayAtFirst() {
        contacts(1, FIRST_NIGHT, "Graz", Instant.EPOCH);
        Trace trace = Trace.from(world);
        Child child = Child.host(contacts().doomed(HostOrder.Doom.HALT, "jobs.final", 1));
        assertThat(child.end()).as(child.output()).isEqualTo(EngineHost.KILLED);

        RunReport away = run(world.order().reading(HostSource.HUBSPOT + crm.url(), "pat-eu1-wrong"));
        RunReport after = run(contacts());

        assertThat(away.state()).isEqualTo(RunState.SETTLING);
        assertThat(after.books().unchanged()).isEqualTo(FIRST_NIGHT);
        Map<String, Set<String>> files = trace.filesByMember();
        assertThat(files).hasSize(FIRST_NIGHT);
        assertThat(files.values()).as("files that applied a row").allMatch(all -> all.size() == 1);
    }

    private void killAndContinue(HostOrder order, String step, int hit) {
        Trace trace = Trace.from(world);
        Child child = Child.host(order.doomed(HostOrder.Doom.HALT, step, hit));
        assertThat(child.end())
                .as("killed at %s:%d%n%s", step, hit, child.output())
                .isEqualTo(EngineHost.KILLED);

        RunReport report = run(order);

        assertThat(report.state()).isEqualTo(RunState.DONE);
        assertThat(report.books().balance()).isTrue();
        Map<String, Set<String>> files = trace.filesByMember();
        assertThat(files).as("members whose rows were sent").hasSize(ALL - CHANGED_FROM + 1);
        assertThat(files.values()).as("files that applied a row").allMatch(all -> all.size() == 1);
        for (int i = 1; i <= ALL; i++) {
            assertThat(world.emulator.users().find(member(i)).orElseThrow().values())
                    .as(member(i))
                    .containsEntry("city", i < CHANGED_FROM ? "Graz" : "Wien");
        }
    }

    private RunReport run(HostOrder order) {
        return world.withStore(store -> CrashWorld.run(order, store));
    }

    private HostOrder files() {
        return world.order().reading(HostSource.FOLDER + inbox, "");
    }

    private HostOrder contacts() {
        return world.order().reading(HostSource.HUBSPOT + crm.url(), TOKEN);
    }

    private void contacts(int first, int last, String city, Instant modified) {
        IntStream.rangeClosed(first, last)
                .forEach(i -> crm.put(
                        i, Map.of("email", member(i), "firstname", "Zoë", "lastname", "Ng", "city", city), modified));
    }

    private void file(String name, int first, int last, String city) throws IOException {
        StringBuilder text = new StringBuilder("email,first_name,last_name,city,tier,balance\n");
        IntStream.rangeClosed(first, last)
                .forEach(i ->
                        text.append(member(i)).append(",Zoë,Ng,").append(city).append(",gold,1\n"));
        Files.writeString(inbox.resolve(name), text);
    }

    private static String member(int i) {
        return "user" + i + "@example.org";
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        }
    }
}
