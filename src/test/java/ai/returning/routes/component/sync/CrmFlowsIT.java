package ai.returning.routes.component.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.component.event.EventComponent;
import ai.returning.routes.component.event.EventWrites;
import ai.returning.routes.crm.HubspotSteps;
import ai.returning.routes.crm.HubspotWriter;
import ai.returning.routes.crm.OnceWrites;
import ai.returning.routes.crm.WriteSettings;
import ai.returning.routes.crm.store.CrmWrites;
import ai.returning.routes.emulator.crm.CrmFault;
import ai.returning.routes.emulator.crm.HubspotStandIn;
import ai.returning.routes.inbox.DispatchSettings;
import ai.returning.routes.inbox.EventDispatcher;
import ai.returning.routes.inbox.EventRules;
import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.EventView;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.Pointers;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.inbox.write.TargetDatabase;
import ai.returning.routes.inbox.write.TargetSettings;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The flows of webhooks that write to HubSpot, with real Kamelets, ledger and PostgreSQL, against the stand-in. */
@Timeout(180)
class CrmFlowsIT {
    private static final String TOKEN = "pat-eu1-right";
    private static final String OWN = "bot@example.org";
    private static final Pointers POINTERS = new Pointers(
            Map.of(
                    "user",
                    Map.of(
                            "id", Pointers.compile(List.of("/user/user_id")),
                            "email", Pointers.compile(List.of("/user/email"))),
                    "purchase",
                    Map.of("id", Pointers.compile(List.of("/purchase/id")))),
            Pointers.compile(List.of("/timestamp")),
            List.of());

    @TempDir
    Path folder;

    private final Postgres server = Databases.postgres();
    private final String database = server.createDatabase();
    private final HubspotStandIn crm = HubspotStandIn.start(TOKEN);
    private final HubspotWriter writer = new HubspotWriter(
            new HubspotWriter.Paths(crm.url(), "/crm/v3/objects/contacts", "/crm/v3/objects/notes", 202),
            TOKEN,
            new WriteSettings(
                    "HubSpot",
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    2,
                    Duration.ofMillis(10),
                    Duration.ofMillis(20),
                    Duration.ofSeconds(5),
                    0,
                    Duration.ofSeconds(30)));
    private EventFlows flows;
    private InboxStore store;
    private EventDispatcher dispatcher;
    private Inbox inbox;
    private TargetDatabase target;
    private CrmWrites book;

    @BeforeEach
    void open() {
        flows = new EventFlows(folder);
        store = new InboxStore(flows.world.database.jdbc());
        dispatcher = new EventDispatcher(
                        store,
                        Clock.systemUTC(),
                        "here",
                        new DispatchSettings(
                                Duration.ofMillis(50),
                                Duration.ofSeconds(30),
                                20,
                                Duration.ofMillis(10),
                                Duration.ofMillis(50),
                                Duration.ofDays(90)))
                .start(true);
        inbox = new Inbox(store, Clock.systemUTC(), 1000, dispatcher::arrived);
        target = TargetDatabase.of(
                TargetSettings.of("community", server.jdbcUrl(database), server.user(), server.password()));
        book = new CrmWrites(flows.world.database.jdbc());
    }

    private void start(String flow, boolean hubspot) throws Exception {
        server.execute(database, Files.readString(Path.of("routes", flow, flow + ".tables.sql")));
        OnceWrites once = new OnceWrites(book, Clock.systemUTC(), Duration.ofMinutes(5));
        flows.with(
                        "returning-ai-event",
                        new EventComponent(() -> dispatcher, new EventView(name -> POINTERS, List.of(OWN)))
                                .writing(new EventWrites(flows.routes(), name -> target)))
                .kamelets("hubspot", new HubspotSteps(() -> writer, () -> once, Clock.systemUTC()))
                .start(
                        flow,
                        false,
                        Map.of("badgeId: large-purchase", "badgeId: " + flows.world.badge),
                        Map.of(
                                "returning-ai.routes." + flow + ".enabled", "true",
                                "returning-ai.routes." + flow + ".target", "community",
                                "returning-ai.routes." + flow + ".hubspot", String.valueOf(hubspot)))
                .begin();
    }

    @AfterEach
    void close() {
        inbox.close();
        flows.close();
        dispatcher.close();
        target.close();
        writer.close();
        crm.close();
    }

    private void comes(String type, String body) {
        EventRules rules = new EventRules("e-" + type, type, "lantern", POINTERS, List.of(), true, true, false);
        InboxEvent event = rules.read(body.getBytes(StandardCharsets.UTF_8), null, "{}", inbox.stamp());
        inbox.take(event).orElseThrow().join();
    }

    private void bought(String order, String email, int price) {
        String id = flows.world
                .emulator
                .users()
                .find(email)
                .map(user -> user.userId())
                .orElse("9000");
        comes(
                "purchased_store_item",
                "{\"timestamp\":\"2026-02-18T09:30:00.000Z\",\"user\":{\"user_id\":\"" + id + "\",\"email\":\"" + email
                        + "\"},\"purchase\":{\"id\":\"" + order
                        + "\",\"item\":{\"id\":\"i1\",\"name\":\"Mug\"},\"quantity\":1,\"price\":" + price
                        + ",\"currency\":\"coins\"}}");
    }

    private void awaitStates(Map<EventState, Long> states) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(store.counts()).isEqualTo(states));
    }

    private int rows(String table) throws Exception {
        try (Connection connection = server.connect(database);
                ResultSet row = connection.createStatement().executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void makesAContactOfWhoJoinsAndNoSecondOneWhenTheEventComesAgain() throws Exception {
        start("ingest-user-joined", true);
        crm.scriptWrites(CrmFault.brokenOff(), CrmFault.status(502));
        String join =
                "{\"timestamp\":\"2026-05-18T09:15:0%d.000Z\",\"user\":{\"user_id\":\"4417\",\"email\":\"kofi@example.org\"}}";
        comes("user_join_server", String.format(join, 1));
        comes("user_join_server", String.format(join, 2));
        awaitStates(Map.of(EventState.DONE, 2L));

        assertThat(crm.contact(1)).containsEntry("email", "kofi@example.org");
        assertThat(crm.contact(2)).isEmpty();
        assertThat(rows("community_member")).isOne();
    }

    @Test
    void keepsTheDatabasePartOfATenantWithoutHubspot() throws Exception {
        start("ingest-user-joined", false);
        comes("user_join_server", "{\"user\":{\"user_id\":\"4417\",\"email\":\"kofi@example.org\"}}");
        awaitStates(Map.of(EventState.DONE, 1L));
        assertThat(rows("community_member")).isOne();
        assertThat(crm.writes()).isZero();
    }

    @Test
    void writesOrderNoteAndBadgeOnceForAPurchase() throws Exception {
        start("ingest-item-purchased", true);
        bought("ORD1", "u3@example.org", 130);
        awaitStates(Map.of(EventState.DONE, 1L));
        store.replay(store.recent(null, null, null, 0, 10), "a person asks", 0);
        dispatcher.arrived("purchased_store_item");
        awaitStates(Map.of(EventState.DONE, 1L));
        flows.awaitApplied(1);

        assertThat(rows("store_order")).isOne();
        assertThat(flows.calls("awardBadge")).isOne();
        assertThat(crm.notes()).singleElement().satisfies(note -> {
            assertThat(note.at("/properties/hs_note_body").asText())
                    .contains("Mug")
                    .contains("130 coins");
            assertThat(note.at("/properties/hs_timestamp").asText()).isEqualTo("2026-02-18T09:30:00Z");
        });
    }

    @Test
    void parksANoteOfUnknownFateAndWritesItAgainOnlyWhenAPersonSaysSo() throws Exception {
        start("ingest-item-purchased", true);
        bought("ORD0", "u2@example.org", 1);
        awaitStates(Map.of(EventState.DONE, 1L));
        crm.scriptWrites(CrmFault.none(), CrmFault.brokenOff());
        bought("ORD2", "u3@example.org", 130);
        awaitStates(Map.of(EventState.DONE, 1L, EventState.PARKED, 1L));
        int notes = crm.notes().size();
        replayParked();
        awaitStates(Map.of(EventState.DONE, 1L, EventState.PARKED, 1L));
        assertThat(crm.notes()).hasSize(notes);
        assertThat(store.recent(EventState.PARKED, null, null, 0, 10))
                .singleElement()
                .satisfies(
                        event -> assertThat(event.reason()).contains("RAI-3052").contains("purchase:ORD2"));
        assertThat(rows("store_order")).isEqualTo(2);
        flows.awaitApplied(1);

        book.written(HubspotSteps.NOTE, "purchase:ORD2", null, 0);
        replayParked();

        awaitStates(Map.of(EventState.DONE, 2L));
        assertThat(crm.notes()).hasSize(notes);
        assertThat(flows.calls("awardBadge")).isOne();
    }

    private void replayParked() {
        store.replay(store.recent(EventState.PARKED, null, null, 0, 10), "a person asks", 0);
        dispatcher.arrived("purchased_store_item");
    }

    @Test
    void doesNothingAboutWhatAUserOfItsOwnDid() throws Exception {
        start("ingest-item-purchased", true);
        bought("ORD3", OWN, 500);
        awaitStates(Map.of(EventState.DONE, 1L));
        assertThat(rows("store_order")).isZero();
        assertThat(crm.writes()).isZero();
        assertThat(flows.calls("awardBadge")).isZero();
    }
}
