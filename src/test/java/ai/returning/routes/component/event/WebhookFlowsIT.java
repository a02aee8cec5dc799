package ai.returning.routes.component.event;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.codec.AesCodec;
import ai.returning.routes.codec.AesEnvelope;
import ai.returning.routes.codec.AesKey;
import ai.returning.routes.codec.AesMode;
import ai.returning.routes.codec.AesSettings;
import ai.returning.routes.codec.ApiKeyProof;
import ai.returning.routes.codec.ByteText;
import ai.returning.routes.codec.WebhookCodec;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.crm.HubspotSteps;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSeed;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.emulator.SeedUser;
import ai.returning.routes.emulator.WebhookDelivery;
import ai.returning.routes.emulator.WebhookTarget;
import ai.returning.routes.inbox.DispatchSettings;
import ai.returning.routes.inbox.EventDispatcher;
import ai.returning.routes.inbox.EventRules;
import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.EventView;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.TestPointers;
import ai.returning.routes.inbox.front.FrontSettings;
import ai.returning.routes.inbox.front.IngestServer;
import ai.returning.routes.inbox.front.WebhookEndpoint;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.inbox.write.TargetDatabase;
import ai.returning.routes.inbox.write.TargetSettings;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.support.Json;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import ai.returning.routes.testing.States;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped flows, from a change in the emulated community to the rows in PostgreSQL. */
@Timeout(180)
class WebhookFlowsIT {
    private static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    private static final String KEY = "canary-71";
    private static final String SECRET = "0123456789abcdefLANTERNCLUBKEY26";
    private static final String TOKEN = "0123456789abcdef01234567";
    private static final List<String> FLOWS =
            List.of("ingest-user-joined", "ingest-user-visited", "ingest-message-posted", "ingest-channel-message");
    private static final List<String> EVENTS =
            List.of("user_join_server", "user_visit_server", "new_message", "new_message_channel");

    @TempDir
    Path folder;

    private final Postgres server = Databases.postgres();
    private final String database = server.createDatabase();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<AutoCloseable> open = new ArrayList<>();
    private InboxStore store;
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        for (String flow : List.of("ingest-user-joined", "ingest-user-visited", "ingest-message-posted")) {
            server.execute(database, Files.readString(Path.of("routes", flow, flow + ".tables.sql")));
        }
        StateDatabase state = keep(StateDatabase.open(States.h2(folder, 8)));
        store = new InboxStore(state.jdbc());
        EventDispatcher dispatcher = keep(new EventDispatcher(
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
                .start(true));
        Inbox inbox = keep(new Inbox(store, Clock.systemUTC(), 1000, dispatcher::arrived));
        IngestServer front = keep(IngestServer.start(FrontSettings.STANDARD, inbox, endpoints()));
        startRoutes(dispatcher);
        emulator = keep(startEmulator());
        for (int i = 0; i < EVENTS.size(); i++) {
            emulator.webhook(WebhookTarget.plain(
                            EVENTS.get(i), "http://127.0.0.1:" + front.address().getPort() + "/in/" + TOKEN + i)
                    .withKey(KEY)
                    .encrypted("GCM", SECRET, "json"));
        }
    }

    private static List<WebhookEndpoint> endpoints() {
        AesSettings form = new AesSettings(
                AesMode.GCM,
                AesEnvelope.JSON,
                ByteText.BASE64,
                12,
                new AesSettings.Names("iv", "data", "tag"),
                "x-encrypted",
                "true");
        WebhookCodec codec = new WebhookCodec(
                List.of(new ApiKeyProof("x-api-key", List.of(KEY))),
                new AesCodec(form, List.of(AesKey.of(SECRET, "test"))),
                List.of("x-encrypted"));
        List<WebhookEndpoint> all = new ArrayList<>();
        for (int i = 0; i < EVENTS.size(); i++) {
            EventRules rules = TestPointers.rules("e" + i, EVENTS.get(i));
            all.add(new WebhookEndpoint(TOKEN + i, rules, codec, false, ""));
        }
        return all;
    }

    private void startRoutes(EventDispatcher dispatcher) throws Exception {
        TargetDatabase target = keep(TargetDatabase.of(
                TargetSettings.of("community", server.jdbcUrl(database), server.user(), server.password())));
        Properties settings = new Properties();
        FLOWS.forEach(flow -> {
            settings.put("returning-ai.routes." + flow + ".enabled", "true");
            settings.put("returning-ai.routes." + flow + ".target", "community");
            settings.put("returning-ai.routes." + flow + ".hubspot", "false");
        });
        context.disableJMX();
        context.getComponent("kamelet", KameletComponent.class).setLocation("file:routes/kamelets");
        context.getRegistry().bind("hubspot", new HubspotSteps(this::nobody, this::nobody, Clock.systemUTC()));
        context.getPropertiesComponent().setInitialProperties(settings);
        context.addComponent(
                "returning-ai-event",
                new EventComponent(() -> dispatcher, new EventView(name -> TestPointers.STANDARD))
                        .writing(new EventWrites(Path.of("routes"), name -> target)));
        load(Path.of("routes/shared/stop-on-failure.camel.yaml"));
        for (String flow : FLOWS) {
            load(Path.of("routes", flow, flow + ".camel.yaml"));
        }
        context.start();
    }

    private <T> T nobody() {
        throw new AssertionError("nothing is written to HubSpot here");
    }

    private void load(Path file) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString(file.toString(), Files.readString(file)));
    }

    private Emulator startEmulator() {
        Contract contract = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
        Set<String> all = contract.operations().stream()
                .map(operation -> operation.permission().replace("?", ""))
                .collect(Collectors.toSet());
        return Emulator.start(EmulatorSettings.of(
                        contract, folder.resolve("emulator"), COMMUNITY, new ApiKey(KEY, COMMUNITY, all, null))
                .withSeed(() -> new EmulatorSeed(
                        List.of(), Stream.of(SeedUser.of("u1@example.org"), SeedUser.of("u2@example.org")))));
    }

    private <T extends AutoCloseable> T keep(T part) {
        open.add(0, part);
        return part;
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        for (AutoCloseable part : open) {
            part.close();
        }
    }

    private void post(String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.baseUrl("integration") + path))
                .header("Authorization", "Bearer " + KEY)
                .header("x-api-key", KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private List<String> rows(String sql) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = server.connect(database);
                ResultSet result = connection.createStatement().executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private void awaitDone(int events) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(store.counts())
                        .containsExactlyEntriesOf(java.util.Map.of(EventState.DONE, (long) events)));
    }

    private void visit(String email, String time) {
        ObjectNode more = Json.MAPPER.createObjectNode().put("timestamp", time);
        emulator.sendEvent("user_visit_server", email, more);
    }

    @Test
    void writesWhoJoinsVisitsAndPosts() throws Exception {
        emulator.knobs().webhookDuplicate(true);
        post(
                "/users",
                "{\"username\":\"nia.s\",\"email\":\"nia@example.org\",\"firstname\":\"Nia\",\"lastname\":\"Sol\","
                        + "\"displayname\":\"Nia\",\"accessLevel\":1,\"joinServer\":true,\"sendEmail\":false,"
                        + "\"emailPassword\":false}");
        for (int i = 0; i < 20; i++) {
            post(
                    "/messages/send",
                    "{\"channelId\":\"66b1d0a4c5e2f30011aa0050\",\"message\":\"word " + i
                            + "\",\"sender\":\"u1@example.org\"}");
        }
        visit("u1@example.org", "2026-05-18T09:16:00.000Z");
        visit("u1@example.org", "2026-06-18T09:16:00.000Z");
        visit("u1@example.org", "2026-04-18T09:16:00.000Z");
        awaitDone(1 + 20 * 2 + 3);

        assertThat(rows("select email from community_member")).containsExactly("nia@example.org");
        assertThat(rows("select message_id from member_activity")).hasSize(20);
        assertThat(rows("select to_char(last_visit_at at time zone 'UTC', 'YYYY-MM-DD') from member_visit"))
                .containsExactly("2026-06-18");
        assertThat(emulator.deliveries()).extracting(WebhookDelivery::status).containsOnly(200);
    }

    @Test
    void takesNothingFromASenderThatIsSetUpWrongly() throws Exception {
        emulator.knobs().webhookWrongKey(true);
        visit("u1@example.org", "2026-05-18T09:16:00.000Z");
        awaitDeliveries(1);
        emulator.knobs().webhookWrongKey(false).webhookWrongMode(true);
        visit("u1@example.org", "2026-05-18T09:16:00.000Z");
        awaitDeliveries(2);
        emulator.knobs().webhookWrongMode(false).webhookPlainBody(true);
        visit("u1@example.org", "2026-05-18T09:16:00.000Z");
        awaitDeliveries(3);
        emulator.knobs().webhookPlainBody(false).webhookTruncatedBody(true);
        visit("u1@example.org", "2026-05-18T09:16:00.000Z");
        awaitDeliveries(4);
        assertThat(emulator.deliveries()).extracting(WebhookDelivery::status).containsOnly(401);
        assertThat(store.counts()).isEmpty();
    }

    private void awaitDeliveries(int count) {
        Awaitility.await().untilAsserted(() -> assertThat(emulator.deliveries()).hasSize(count));
    }
}
