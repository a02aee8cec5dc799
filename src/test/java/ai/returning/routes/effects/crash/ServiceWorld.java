package ai.returning.routes.effects.crash;

import ai.returning.routes.cli.Launched;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.LedgerAudit;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.SealStore;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.AppliedChange;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSeed;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.emulator.SeedUser;
import ai.returning.routes.emulator.UserField;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.service.ServiceClient;
import ai.returning.routes.support.Json;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import ai.returning.routes.testing.States;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The whole product as it is shipped, its three flows with effects on tables of PostgreSQL, and an emulator that lies. */
final class ServiceWorld implements AutoCloseable {
    private static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    private static final String KEY = "00aa11bb22cc";
    private static final int USERS = 8;
    private static final int EACH = 64;

    private final Path folder;
    private final Path jar;
    private final Contract contract;
    private final Emulator emulator;
    private final ApiClient client;
    private final StateSettings state;
    private final Postgres source = Databases.postgres();
    private final String tables;
    private final List<Path> logs = new ArrayList<>();

    /** @param jar as it is packed */
    ServiceWorld(Path folder, Path jar, boolean postgres) {
        this.folder = folder;
        this.jar = jar.toAbsolutePath();
        try {
            Launched.project(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        change(
                "config/returning-ai.openapi.yaml",
                "          counts: ",
                "          absence: proof\n          counts: ");
        change("config/returning-ai.openapi.yaml", "jobs: { absence: no-proof }", "jobs: { absence: proof }");
        contract = Contract.load(folder.resolve("config/returning-ai.openapi.yaml"));
        emulator = emulator(folder);
        client = client();
        String badge = badge();
        change("routes/award-badges/award-badges.rules.yaml", "badgeId: first-deposit,", "badgeId: " + badge + ",");
        change("routes/record-field-history/record-field-history.rules.yaml", "66b1d0a4c5e2f30011aa0020", field());
        // nobody is there to approve what goes beyond a cap
        change("routes/grant-premium-currency/grant-premium-currency.rules.yaml", "{ count: 5,", "{ count: 50,");
        tables = source.createDatabase();
        fill();
        state = postgres
                ? States.barePostgres(8)
                : new StateSettings(StateSettings.embeddedUrl(folder.resolve("data")), "", "", 8); // as shipped
    }

    private void change(String file, String shipped, String instead) {
        try {
            String text = Files.readString(folder.resolve(file));
            if (!text.contains(shipped)) {
                throw new AssertionError(file + " holds no '" + shipped + "'.");
            }
            Files.writeString(folder.resolve(file), text.replace(shipped, instead));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Emulator emulator(Path folder) {
        Set<String> permissions = contract.operations().stream()
                .map(Operation::permission)
                .map(permission -> permission.replace("?", ""))
                .collect(Collectors.toSet());
        return Emulator.start(EmulatorSettings.of(
                        contract, folder.resolve("emulator"), COMMUNITY, new ApiKey(KEY, COMMUNITY, permissions, null))
                .withSeed(() -> new EmulatorSeed(
                        List.of(UserField.number("deposits")),
                        IntStream.range(0, USERS).mapToObj(n -> SeedUser.of(address(n))))));
    }

    private static String address(int number) {
        return "u" + number % USERS + "@example.org";
    }

    private ApiClient client() {
        ClientSettings wire = ClientSettings.standard();
        for (String server : contract.servers().keySet()) {
            wire = wire.server(server, emulator.baseUrl(server));
        }
        for (String scheme : contract.securitySchemes().keySet()) {
            wire = wire.key(scheme, KEY);
        }
        return new HttpApiClient(contract, wire, Clock.systemUTC());
    }

    private String badge() {
        return client.call(ApiCall.of("createBadge")
                        .json(Json.MAPPER
                                .createObjectNode()
                                .put("title", "First deposit")
                                .put("action", "custom")))
                .payload()
                .at("/id")
                .asText();
    }

    private String field() {
        for (JsonNode field : client.call(ApiCall.of("listUserFields").with("communityId", COMMUNITY))
                .payload()) {
            if (field.toString().contains("\"deposits\"")) {
                return field.path("_id").asText();
            }
        }
        throw new AssertionError("no field");
    }

    private void fill() {
        List<String> statements = new ArrayList<>(List.of(
                "create table customer_facts (fact_id bigint primary key, kind text, email text, amount numeric(12,2),"
                        + " happened_at timestamptz)",
                "create table premium_rewards (reward_id bigint primary key, email text, amount numeric(12,2),"
                        + " granted_at timestamptz)",
                "create table event_outbox (outbox_id bigint primary key, event_id text, kind text, email text,"
                        + " amount numeric(12,2), currency text, happened_at timestamptz)"));
        for (int n = 1; n <= EACH; n++) {
            String tail = "'" + address(n) + "', " + n + ".00, ";
            statements.add("insert into customer_facts values (" + n + ", 'deposit', " + tail + "now())");
            statements.add("insert into premium_rewards values (" + n + ", " + tail + "now())");
            statements.add("insert into event_outbox values (" + n + ", 'event-" + n + "', 'deposit', '" + address(n)
                    + "', " + (100 + n) + ".00, 'EUR', now())");
        }
        source.execute(tables, statements.toArray(String[]::new));
    }

    /** Some calls go wrong, in all ways a call can. */
    void breakCalls(RandomGenerator random) {
        for (String operation : List.of("createUserFieldHistory", "awardBadge", "bulkUpdatePremiumCurrency")) {
            int most = operation.equals("createUserFieldHistory") ? EACH : 6;
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                emulator.faults().add(FaultRule.nth(operation, 1 + random.nextInt(most), fault(random)));
            }
        }
    }

    private static Fault fault(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> Fault.applyThenFail(500);
            case 1 -> Fault.of(Fault.Kind.APPLY_THEN_RESET);
            case 2 -> Fault.applyThenTimeout();
            case 3 -> Fault.tooManyRequests(1);
            case 4 -> Fault.status(503);
            default -> Fault.resetMidBody();
        };
    }

    Process start() {
        try {
            Path log = Files.createTempFile(folder, "service", ".log");
            logs.add(log);
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx256m",
                            "-jar",
                            jar.toString(),
                            "run")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.matches("(RETURNING|RAI_|STATE_DB|SPRING).*"));
            builder.environment().putAll(variables());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "RETURNING_AI_COMMUNITY_ID", COMMUNITY,
                "RETURNING_AI_API_KEY", KEY,
                "RETURNING_AI_SYSTEM_KEY", KEY,
                "CUSTOMERS_DB_URL", source.jdbcUrl(tables),
                "CUSTOMERS_DB_USER", source.user(),
                "CUSTOMERS_DB_PASSWORD", source.password(),
                "RAI_DATA_DIR", folder.resolve("data").toString(),
                "SERVER_PORT", "0",
                "SPRING_APPLICATION_JSON", settings().toString()));
        for (String server : List.of("integration", "application", "gateway", "system")) {
            variables.put("RETURNING_AI_" + server.toUpperCase(Locale.ROOT) + "_URL", emulator.baseUrl(server));
        }
        if (state.url().startsWith("jdbc:postgresql")) {
            variables.putAll(Map.of(
                    "STATE_DB_URL", state.url(), "STATE_DB_USER", state.user(), "STATE_DB_PASSWORD", state.password()));
        }
        return variables;
    }

    /** Short times, so that what is unclear is settled soon. */
    private static ObjectNode settings() {
        ObjectNode settings = Json.MAPPER.createObjectNode();
        ObjectNode root = settings.putObject("returning-ai");
        ObjectNode routes = root.putObject("routes");
        routes.putObject("sync-customers").put("enabled", false);
        for (String flow : List.of("record-field-history", "grant-premium-currency", "award-badges")) {
            routes.putObject(flow).put("enabled", true).put("every", "200ms");
        }
        root.putObject("operations").putObject("bulkUpdatePremiumCurrency").put("enabled", true);
        root.putObject("client")
                .put("connect-timeout", "500ms")
                .put("send-timeout", "500ms")
                .put("answer-timeout", "1s");
        root.putObject("effects")
                .put("interval", "200ms")
                .put("lease", "4s")
                .put("quiet", "2s")
                .put("between-looks", "300ms")
                .put("attempts", 10)
                .put("hold", "500ms")
                .put("first-backoff", "100ms")
                .put("longest-backoff", "500ms")
                .putObject("files")
                .put("rows", 8)
                .put("poll-first", "200ms")
                .put("job-deadline", "5s");
        return settings;
    }

    /** Things the API has done. */
    long done() {
        return emulator.applied().count("createUserFieldHistory")
                + emulator.applied().count("awardBadge")
                + emulator.applied().count("bulkUpdatePremiumCurrency");
    }

    /** All things there are to do. */
    static long all() {
        return EACH + USERS + EACH;
    }

    /** Waits for the end of a process that was asked to end. */
    void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The service did not end:\n" + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String output() {
        StringBuilder output = new StringBuilder();
        for (Path log : logs) {
            try {
                output.append(log.getFileName()).append('\n').append(Files.readString(log));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return output.toString();
    }

    /** True if the running service says that each effect is at its end. */
    boolean isSettled() {
        Optional<ServiceClient> service = ServiceClient.find(folder.resolve("data"));
        return service.isPresent()
                && service.get()
                                .ledger(Json.MAPPER.createObjectNode().put("do", "verify"))
                                .path("effects")
                                .path(EffectState.APPLIED.word())
                                .asLong()
                        == all();
    }

    /** What must not be: a sentence each. */
    List<String> violations() {
        List<String> violations = new ArrayList<>();
        try (StateDatabase database = StateDatabase.open(state)) {
            EffectStore store = new EffectStore(database.jdbc());
            List<Effect> effects = store.recent(null, null, 10_000);
            if (effects.size() != all()) {
                violations.add(effects.size() + " effects in the ledger");
            }
            effects.stream()
                    .filter(effect -> effect.state() != EffectState.APPLIED)
                    .forEach(effect -> violations.add(story(effect, store)));
            violations.addAll(new LedgerAudit(store, new SealStore(database.jdbc()))
                    .verify()
                    .problems());
        }
        checkOnce("createUserFieldHistory", EACH, violations);
        checkOnce("awardBadge", USERS, violations);
        checkPaid(violations);
        return violations;
    }

    private static String story(Effect effect, EffectStore store) {
        return effect.businessKey() + " is " + effect.state() + ": "
                + store.steps(effect.id()).stream()
                        .map(step -> step.at() + " " + step.to() + " " + step.why())
                        .collect(Collectors.joining("\n  ", "\n  ", ""));
    }

    private void checkOnce(String operation, long wanted, List<String> violations) {
        long times = emulator.applied().count(operation);
        if (times != wanted) {
            violations.add(operation + " happened " + times + " times, wanted " + wanted);
        }
    }

    private void checkPaid(List<String> violations) {
        List<BigDecimal> paid = emulator.applied().ofOperation("bulkUpdatePremiumCurrency").stream()
                .map(ServiceWorld::paid)
                .sorted()
                .toList();
        List<BigDecimal> wanted =
                IntStream.rangeClosed(1, EACH).mapToObj(BigDecimal::valueOf).toList();
        boolean same = paid.size() == wanted.size()
                && IntStream.range(0, EACH).allMatch(n -> paid.get(n).compareTo(wanted.get(n)) == 0);
        if (!same) {
            violations.add("paid " + paid);
        }
    }

    private static BigDecimal paid(AppliedChange change) {
        return number(change.newValue()).subtract(number(change.oldValue()));
    }

    private static BigDecimal number(@Nullable String text) {
        return text == null ? BigDecimal.ZERO : new BigDecimal(text);
    }

    @Override
    public void close() {
        client.close();
        emulator.close();
    }
}
