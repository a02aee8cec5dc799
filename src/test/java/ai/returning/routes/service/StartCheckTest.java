package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;

class StartCheckTest {
    private static final Map<String, String> SET =
            Map.of("RETURNING_AI_API_KEY", "k", "CUSTOMERS_DB_URL", "jdbc:postgresql://localhost/x");

    private final Path root;

    StartCheckTest(@TempDir Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("config"));
        write(Files.readString(Path.of("config/application.yaml")));
    }

    private void write(String yaml) throws IOException {
        Files.writeString(root.resolve("config/application.yaml"), yaml);
    }

    @Test
    void findsNothingWrongWithTheShippedSettings() throws IOException {
        assertThat(lines(SET)).isEmpty();
    }

    @Test
    void listsAllWrongValuesOfFileAndEnvironmentAtOnce() throws IOException {
        write("""
                returning-ai:
                  dta-dir: x
                  client:
                    retries: { attempts: three }
                  sync:
                    batch-rows: 0
                  emulator:
                    port: ${RAI_EMULATOR_PORT:0}
                  sources:
                    customers: { url: "${CUSTOMERS_DB_URL:}" }
                  routes:
                    import-file: { enabled: false }
                    import-contacts: { enabled: false }
                    create-users-from-contacts: { enabled: false }
                    sync-accounts: { enabled: false }
                    award-badges: { enabled: false }
                    award-badges-from-http: { enabled: false }
                    award-badges-from-kafka: { enabled: false }
                    grant-premium-currency: { enabled: false }
                    record-field-history: { enabled: false }
                    ingest-item-purchased: { enabled: false }
                    notify-channel: { enabled: false }
                    set-user-fields: { enabled: false }
                    adjust-currency: { enabled: false }
                  keys: { api-key: "${RETURNING_AI_API_KEY:}" }
                """);
        Map<String, String> variables = new TreeMap<>(SET);
        variables.put("RAI_EMULATOR_PORT", "many");
        variables.put("RETURNINGAI_SYNC_POLLFIRST", "soon");
        variables.put("RETURNINGAI_SYNC_SEALERS", "0");

        assertThat(lines(variables))
                .containsExactly(
                        "RAI-0001 config/application.yaml:2 returning-ai.dta-dir: 'dta-dir' is not known here → data-dir",
                        "RAI-0001 config/application.yaml:4 returning-ai.client.retries.attempts: 'three' does not fit"
                                + " → a whole number from 1 on",
                        "RAI-0001 config/application.yaml:6 returning-ai.sync.batch-rows: '0' does not fit"
                                + " → a whole number from 1 on",
                        "RAI-0001 environment variable RAI_EMULATOR_PORT returning-ai.emulator.port: cannot be used"
                                + " → it must be a whole number",
                        "RAI-0001 environment variable RETURNINGAI_SYNC_POLLFIRST returning-ai.sync.poll-first: cannot"
                                + " be used → it must be a time such as 500ms, 30s, 5m, 1h or 14d",
                        "RAI-0001 environment variable RETURNINGAI_SYNC_SEALERS returning-ai.sync.sealers: is out of"
                                + " its limits → 1 or more");
    }

    @Test
    void looksAtFlowsWhereTheSettingsSayTheyLie() throws IOException {
        String bad = """
                - route:
                    id: %1$s
                    from: { id: start, uri: "directt:%1$s", steps: [] }
                """;
        for (String name : List.of("routes/unread", "flows/greet")) {
            Path folder = Files.createDirectories(root.resolve(name));
            String flow = folder.getFileName().toString();
            Files.writeString(folder.resolve(flow + ".camel.yaml"), bad.formatted(flow));
        }
        Map<String, String> variables = new TreeMap<>(SET);
        variables.put("RETURNINGAI_FLOWS", root.resolve("flows").toString());

        assertThat(lines(variables))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("RAI-0013 flows/greet/greet.camel.yaml:"));
    }

    @Test
    void listsAllThatEnabledFlowsLack() throws IOException {
        assertThat(lines(Map.of()))
                .hasSize(2)
                .anySatisfy(
                        line -> assertThat(line)
                                .matches(
                                        "RAI-0001 config/application.yaml:\\d+ returning-ai.sources.customers.url: is empty, and"
                                                + " flow sync-customers reads it; .* → set the environment variable CUSTOMERS_DB_URL"))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("RAI-0002 environment variable RETURNING_AI_API_KEY is not set, and flow"
                                + " sync-customers calls bulkUpdateUsers → the key for header Authorization"));
    }

    @Test
    void asksForTheCommunityOfAFlowWhoseRulesDoEffects() throws IOException {
        write(Files.readString(Path.of("config/application.yaml"))
                .replace("award-badges:\n      enabled: false", "award-badges:\n      enabled: true"));
        Map<String, String> variables = new TreeMap<>(SET);
        assertThat(lines(variables))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("RAI-0001 config/application.yaml:")
                        .contains("returning-ai.community-id: is empty, and flow award-badges does awardBadge")
                        .endsWith("→ set the environment variable RETURNING_AI_COMMUNITY_ID"));

        variables.put("RETURNING_AI_COMMUNITY_ID", "c1");
        assertThat(lines(variables)).noneMatch(line -> line.contains("community-id"));
    }

    @Test
    void asksNothingForFlowsThatAreSwitchedOff() throws IOException {
        write(Files.readString(Path.of("config/application.yaml"))
                .replace("sync-customers:\n      enabled: true", "sync-customers:\n      enabled: false"));

        assertThat(lines(Map.of())).isEmpty();
    }

    @Test
    void asksForTheUrlOfAWebhookThatAnEnabledFlowCalls() throws IOException {
        writeFlow(step("returning-ai:sendMessageByWebhook", ", webhook: community-channel"));
        Map<String, String> variables = new TreeMap<>(SET);
        variables.put("RETURNINGAI_FLOWS", root.resolve("routes").toString());

        assertThat(lines(variables))
                .anySatisfy(line -> assertThat(line)
                        .contains("returning-ai.webhooks.community-channel.url: is empty, and flow post calls"
                                + " sendMessageByWebhook by it")
                        .endsWith("set the environment variable RETURNING_AI_CHANNEL_WEBHOOK_URL"))
                .noneMatch(line -> line.contains("INCOMING_WEBHOOK"));

        variables.put("RETURNING_AI_CHANNEL_WEBHOOK_URL", "http://hooks.example.org/canary");
        assertThat(lines(variables))
                .anyMatch(line -> line.contains("returning-ai.webhooks.community-channel.url must begin with https"))
                .noneMatch(line -> line.contains("canary"));
    }

    @Test
    void asksForTheTokenOfACrmThatAFlowIsToldToWriteTo() throws IOException {
        Map<String, String> variables = new TreeMap<>(SET);
        variables.put("RETURNING_AI_ROUTES_INGEST_USER_JOINED_ENABLED", "true");
        assertThat(lines(variables)).noneMatch(line -> line.contains("hubspot"));

        for (String on : List.of("true", "TRUE")) {
            variables.put("RETURNING_AI_ROUTES_INGEST_USER_JOINED_HUBSPOT", on);
            assertThat(lines(variables))
                    .filteredOn(line -> line.contains("hubspot"))
                    .singleElement()
                    .asString()
                    .contains("RAI-0002")
                    .contains("returning-ai.crm.hubspot.token: is empty, and flow ingest-user-joined writes to HubSpot")
                    .endsWith("set the environment variable HUBSPOT_WRITE_TOKEN");
        }
        variables.put("HUBSPOT_WRITE_TOKEN", "t");
        assertThat(lines(variables)).noneMatch(line -> line.contains("hubspot"));
    }

    @Test
    void refusesASwitchThatIsNeitherOnNorOff() throws IOException {
        Map<String, String> variables = new TreeMap<>(SET);
        variables.put("RETURNING_AI_ROUTES_INGEST_ITEM_PURCHASED_ENABLED", "true");
        for (String word : List.of("yes", "1", "")) {
            variables.put("RETURNING_AI_ROUTES_INGEST_ITEM_PURCHASED_HUBSPOT", word);
            assertThat(lines(variables))
                    .filteredOn(line -> line.contains("hubspot"))
                    .singleElement()
                    .asString()
                    .contains("returning-ai.routes.ingest-item-purchased.hubspot: is '" + word + "'")
                    .endsWith("→ true or false");
        }
    }

    private static final String NOTIFY = """
            spec:
              definition:
                properties:
                  webhook: { type: string, default: "" }
                  webhookId: { type: string, default: "" }
                  businessKey: { type: string }
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - to:
                        uri: returning-ai:%s
                        parameters:
                          webhook: "{{webhook}}"
                          webhookId: "{{webhookId}}"
                          businessKey: "{{businessKey}}"
            """;

    /** What is missing for a flow of these steps, where one webhook is set up and no key is. */
    private List<String> lacks(String operation, String... steps) throws IOException {
        Path kamelets = Files.createDirectories(root.resolve("routes/kamelets"));
        Files.writeString(kamelets.resolve("own-notify-sink.kamelet.yaml"), NOTIFY.formatted(operation));
        writeFlow(steps);
        Map<String, String> variables = new TreeMap<>(Map.of(
                "RETURNINGAI_FLOWS", root.resolve("routes").toString(),
                "RETURNINGAI_COMMUNITYID", "lantern",
                "RETURNINGAI_SERVERS_INCOMINGWEBHOOKS", "https://hooks.example.org",
                "RETURNING_AI_CHANNEL_WEBHOOK_URL", "https://hooks.example.org/canary"));
        return lines(variables).stream()
                .filter(line -> !line.contains("RAI-0013"))
                .toList();
    }

    private void writeFlow(String... steps) throws IOException {
        Path flow = Files.createDirectories(root.resolve("routes/post"));
        Files.writeString(flow.resolve("post.camel.yaml"), """
                - route:
                    id: post
                    from:
                      id: start
                      uri: direct:post
                      steps:
                """ + String.join("", steps));
    }

    private static String step(String uri, String parameters) {
        return "        - to: { uri: '" + uri + "', parameters: { businessKey: 'm:1'" + parameters + " } }\n";
    }

    @Test
    void asksNoGeneralKeyOfAFlowThatCallsByNamedWebhooksAlone() throws IOException {
        String id = "sendMessageByWebhook";
        assertThat(lacks(id, step("kamelet:own-notify-sink/a", ", webhook: community-channel")))
                .isEmpty();
        assertThat(lacks(id, step("kamelet:own-notify-sink/a?webhook=community-channel", "")))
                .isEmpty();
        assertThat(lacks(id, step("returning-ai:sendMessageByWebhook?webhook=community-channel", "")))
                .isEmpty();
        assertThat(lacks(id, step("kamelet:own-notify-sink/a", ", webhook: communty-channel")))
                .singleElement()
                .asString()
                .contains("returning-ai.webhooks.communty-channel: is missing");
    }

    @Test
    void asksTheGeneralKeyOfAFlowThatCallsWithAndWithoutANamedWebhook() throws IOException {
        String named = step("kamelet:own-notify-sink/a", ", webhook: community-channel");
        String general = step("kamelet:own-notify-sink/b", ", webhookId: '66b1d0a4c5e2f30011aa0060'");
        assertThat(lacks("sendMessageByWebhook", named, general))
                .singleElement()
                .asString()
                .contains("RETURNING_AI_INCOMING_WEBHOOK_KEY is not set, and flow post calls sendMessageByWebhook");
        assertThat(lacks("sendMessageByWebhook", general, named)).hasSize(1);
    }

    @Test
    void asksTheKeyByWhichALedgerReadsBackWhatAWebhookDid() throws IOException {
        assertThat(lacks(
                        "updateCurrencyByWebhook",
                        step("returning-ai:updateCurrencyByWebhook", ", webhook: '${variable.hook}'")))
                .singleElement()
                .asString()
                .contains("RETURNING_AI_")
                .contains("flow post calls getUserData to see whether updateCurrencyByWebhook happened");
    }

    @Test
    void findsSettingsThatOnlyFailBesideEachOther() throws IOException {
        write(Files.readString(Path.of("config/application.yaml"))
                .replace("retry-after-cap: 5m", "retry-after-cap: 6m"));

        assertThat(lines(SET)).singleElement().asString().startsWith("RAI-0001 returning-ai.client.rate.longest-wait");
    }

    private List<String> lines(Map<String, String> variables) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment
                .getPropertySources()
                .addLast(new SystemEnvironmentPropertySource("systemEnvironment", Map.copyOf(variables)));
        new YamlPropertySourceLoader()
                .load("settings", new FileSystemResource(root.resolve("config/application.yaml")))
                .forEach(environment.getPropertySources()::addLast);
        return StartCheck.ofAll(root).problems(environment).stream()
                .map(StartProblem::line)
                .toList();
    }
}
