package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.emulator.JobView;
import ai.returning.routes.emulator.crm.CrmFault;
import ai.returning.routes.emulator.crm.HubspotStandIn;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.crm.HubspotRowSource;
import ai.returning.routes.sync.source.crm.HubspotSettings;
import ai.returning.routes.sync.source.crm.Patience;
import ai.returning.routes.sync.source.file.FileRowSource;
import ai.returning.routes.sync.source.file.FileSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs from a CRM, and imports that create users, from a CRM and from a file. */
class CrmRunsIT {
    private static final int MEMBERS = 300;

    @TempDir
    Path folder;

    private HubspotStandIn crm;
    private SyncWorld world;
    private String token = "pat-eu1-first";

    @BeforeEach
    void open() {
        crm = HubspotStandIn.start(token);
        world = new SyncWorld(folder, MEMBERS);
    }

    @AfterEach
    void close() {
        world.close();
        crm.close();
    }

    @Test
    void createsTheUsersTheCommunityDoesNotKnowFromContacts() {
        world.reading("create-users-from-contacts", this::contacts);
        contacts(MEMBERS + 120);

        RunReport report = world.sync();

        assertThat(report.state()).isEqualTo(RunState.DONE);
        assertThat(report.books().applied()).isEqualTo(MEMBERS + 120);
        assertThat(world.calls()).contains("bulkImportUsers").doesNotContain(SyncWorld.UPLOAD);
        assertThat(world.fieldOf("user1@example.org", "city")).isEqualTo("Graz");
        assertThat(world.fieldOf("user420@example.org", "city")).isEqualTo("Graz");
        assertThat(world.sync().books().applied()).as("nothing changed").isZero();
    }

    @Test
    void createsTheUsersTheCommunityDoesNotKnowFromAFile() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        world.reading("import-file", () -> files(inbox));
        world.flow = importing();
        Files.writeString(
                inbox.resolve("a.csv"),
                "email,first_name,last_name,city,tier,balance\nuser1@example.org,Zoë,Ng,Graz,gold,1\n"
                        + "new@example.org,Li,Ng,Wien,silver,2\nno-address,Li,Ng,Wien,silver,2\n");

        RunReport report = world.sync();

        assertThat(report.state()).isEqualTo(RunState.DONE_WITH_REJECTS);
        assertThat(report.books().applied()).isEqualTo(2);
        assertThat(report.books().invalid()).isEqualTo(1);
        assertThat(world.calls()).contains("bulkImportUsers").doesNotContain(SyncWorld.UPLOAD);
        assertThat(world.fieldOf("new@example.org", "city")).isEqualTo("Wien");
        assertThat(inbox.resolve("a.csv")).doesNotExist();
    }

    @Test
    void sendsEachContactOnceWhereTheTokenIsRevokedInTheMiddle() {
        world.reading("import-contacts", this::contacts);
        contacts(MEMBERS);
        crm.beforeSearch(() -> {
            if (crm.searches() == 12) {
                crm.token("pat-eu1-second");
            }
        });

        RunReport stopped = world.sync();
        assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
        assertThat(stopped.error())
                .contains("RAI-3004")
                .contains("Set a new token")
                .doesNotContain(token);
        assertThat(world.store.sources().checkpoint("import-contacts", "contacts"))
                .isEmpty();

        token = "pat-eu1-second";
        RunReport done = world.sync();
        assertThat(done.state()).isEqualTo(RunState.DONE);
        assertThat(done.books().read()).isEqualTo(MEMBERS);
        assertThat(done.books().unchanged()).isEqualTo(stopped.books().applied());
        assertThat(sent()).as("rows of all files").isEqualTo(MEMBERS);
        assertThat(world.store.sources().checkpoint("import-contacts", "contacts"))
                .isPresent();
    }

    @Test
    void endsStoppedWhereTheDayOfTheCrmEndsAndSendsTheRestTheNextDay() {
        world.reading("import-contacts", this::contacts);
        contacts(MEMBERS);
        crm.day(6);
        assertThat(world.sync().state()).isEqualTo(RunState.STOPPED);
        crm.day(1_000);
        crm.script(CrmFault.limit("TEN_SECONDLY_ROLLING"), CrmFault.status(502), CrmFault.brokenOff());
        RunReport done = world.sync();
        assertThat(done.state()).isEqualTo(RunState.DONE);
        assertThat(sent()).as("rows of all files").isEqualTo(MEMBERS);
    }

    private int sent() {
        return world.emulator.jobs().stream().mapToInt(JobView::total).sum();
    }

    private void contacts(int count) {
        for (int i = 1; i <= count; i++) {
            crm.put(
                    i,
                    Map.of("email", "user" + i + "@example.org", "firstname", "Zoë", "lastname", "Ng", "city", "Graz"),
                    Instant.EPOCH);
        }
    }

    /** The shipped flow of files, with the other operation, as its how-to says. */
    private FlowDefinition importing() throws IOException {
        Path shipped = Path.of("routes/import-file/import-file.mapping.yaml");
        Path copy = Files.createDirectories(folder.resolve("edited/import-file"));
        String mapping = Files.readString(shipped)
                .replace("operation: bulkUpdateUsers", "operation: bulkImportUsers")
                .replace(
                        "    operator: overwrite # add and subtract are effects: they need the ledger, not a file\n",
                        "");
        Files.writeString(copy.resolve("import-file.mapping.yaml"), mapping);
        return FlowFolder.load(copy, world.contract, SyncWorld.COMMUNITY_FIELDS);
    }

    private RowSource files(Path inbox) {
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

    private RowSource contacts() {
        HubspotSettings settings = new HubspotSettings(
                "contacts",
                crm.url(),
                token,
                new HubspotSettings.Paths(
                        "/crm/v3/objects/contacts/search",
                        "/crm/v3/properties/contacts",
                        "hs_object_id",
                        "lastmodifieddate"),
                20,
                Duration.ZERO,
                new HubspotSettings.Limits(0, 0, 0),
                new Patience(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        4,
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofMinutes(1)));
        return new HubspotRowSource(settings, world.store.sources(), world.clock());
    }
}
