package ai.returning.routes.flowtest;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.CallPolicy;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.client.IncomingWebhook;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSeed;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.emulator.Knobs;
import ai.returning.routes.emulator.SeedUser;
import ai.returning.routes.emulator.UserField;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.mapping.CommunityField;
import ai.returning.routes.sync.mapping.CommunityFields;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The emulator of one case, and the client that speaks to it over loopback. */
final class EmulatedTenant implements AutoCloseable {
    /** The community, made up; of the form ids of the vendor have. */
    static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";

    private static final String KEY = "flow-test-key";

    private final TestBench bench;
    private final TestSettings configured;
    private final Clock clock;
    private final Emulator emulator;
    private final List<String> idle = new ArrayList<>();
    private Map<String, Integer> before = Map.of();

    /** @param users fields by user, with the e-mail address among them */
    EmulatedTenant(
            TestBench bench, TestSettings configured, Path folder, Clock clock, List<Map<String, String>> users) {
        this.bench = bench;
        this.configured = configured;
        this.clock = clock;
        CommunityFields declared = CommunityFields.load(bench.communityFields());
        EmulatorSettings settings = EmulatorSettings.of(
                        bench.contract(), folder, COMMUNITY, new ApiKey(KEY, COMMUNITY, permissions(), null))
                .withSeed(
                        () -> new EmulatorSeed(custom(declared), users.stream().map(EmulatedTenant::user)));
        this.emulator = Emulator.start(settings);
    }

    /** The community of the settings, or the made-up one. */
    static String community(TestSettings settings) {
        String configured = settings.text("returning-ai.community-id");
        return configured.isEmpty() ? COMMUNITY : configured;
    }

    private Set<String> permissions() {
        return bench.contract().operations().stream()
                .map(Operation::permission)
                .map(permission -> permission.replace("?", ""))
                .collect(Collectors.toSet());
    }

    private static SeedUser user(Map<String, String> fields) {
        Map<String, String> values = new LinkedHashMap<>(fields);
        String email = values.remove("email");
        String username = values.remove("username");
        return new SeedUser(email == null ? "" : email, username, values);
    }

    /** The fields the community has beside those of the system. */
    private static List<UserField> custom(CommunityFields declared) {
        List<UserField> fields = new ArrayList<>();
        for (String name : declared.names()) {
            declared.find(name)
                    .filter(EmulatedTenant::isCustom)
                    .map(EmulatedTenant::field)
                    .ifPresent(fields::add);
        }
        return fields;
    }

    private static boolean isCustom(CommunityField field) {
        return field.read() != null && field.read().startsWith("/customFields/");
    }

    private static UserField field(CommunityField field) {
        return switch (field.type()) {
            case SINGLE_LINE_TEXT -> UserField.text(field.name());
            case MULTI_LINE_TEXT -> new UserField(field.name(), field.name(), UserField.Type.MULTI_LINE_TEXT);
            case NUMERICAL -> UserField.number(field.name());
            case DATE -> UserField.date(field.name());
        };
    }

    /** Turns the knobs and replaces the faults. */
    void become(Tenant tenant) {
        noteIdle();
        emulator.faults().clear();
        turn(tenant.knobs());
        emulator.script(tenant.faults());
    }

    private void noteIdle() {
        emulator.faults()
                .idle()
                .forEach(rule -> idle.add(
                        "emulator.faults: the fault " + rule.fault().kind().word() + " of operation " + rule.operation()
                                + " never struck (first at call " + rule.first() + ")"));
    }

    /** Faults that struck no call, a line each. */
    List<String> idleFaults() {
        noteIdle();
        emulator.faults().clear();
        return List.copyOf(idle);
    }

    /** Begins to count requests. */
    void begin() {
        before = emulator.requests().counts();
    }

    /** Requests of an operation that came in since the count began. */
    long requests(String operation) {
        return emulator.requests().count(operation) - (long) before.getOrDefault(operation, 0);
    }

    private void turn(JsonNode knobs) {
        ObjectNode known = Json.MAPPER.valueToTree(emulator.knobs());
        List<String> names = new ArrayList<>();
        known.fieldNames().forEachRemaining(names::add);
        knobs.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new RaiException(
                        ErrorCode.TEST_INVALID, "The emulator has no knob '" + name + "'." + Nearest.hint(name, names));
            }
        });
        try {
            Json.MAPPER.readerForUpdating(emulator.knobs()).treeToValue(knobs, Knobs.class);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new RaiException(
                    ErrorCode.TEST_INVALID, "The knobs of the emulator cannot be turned to " + knobs + ".", e);
        }
    }

    /** A client with the tenant's key, or with another one. */
    ApiClient client(boolean keyRefused) {
        ClientSettings settings = ClientSettings.standard().policy(policy());
        for (String scheme : bench.contract().securitySchemes().keySet()) {
            settings = settings.key(scheme, keyRefused ? "another-key" : KEY);
        }
        for (String server : bench.contract().servers().keySet()) {
            settings = settings.server(server, emulator.baseUrl(server));
        }
        for (Map.Entry<String, String> webhook :
                configured.below("returning-ai.webhooks.", ".operation").entrySet()) {
            settings = settings.webhook(IncomingWebhook.of(
                    webhook.getKey(),
                    webhook.getValue(),
                    emulator.webhookUrl(webhook.getValue()),
                    keyRefused ? "another-key" : KEY,
                    null));
        }
        ClientSettings.Limits limits = settings.limits()
                .times(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        configured.duration("returning-ai.client.answer-timeout"));
        return new HttpApiClient(bench.contract(), settings.limits(limits), clock);
    }

    /** As often as configured, but without the waits. */
    private CallPolicy policy() {
        CallPolicy standard = CallPolicy.STANDARD;
        return new CallPolicy(standard.inFlight(), standard.rate(), retries(configured), standard.breaker());
    }

    static CallPolicy.Retries retries(TestSettings settings) {
        return new CallPolicy.Retries(
                settings.integer("returning-ai.client.retries.attempts"),
                Duration.ofMillis(2),
                Duration.ofMillis(10),
                1);
    }

    Emulator emulator() {
        return emulator;
    }

    @Override
    public void close() {
        emulator.close();
    }
}
