package ai.returning.routes.effects.crash;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.LedgerAudit;
import ai.returning.routes.effects.crash.EffectHost.HostOrder;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.SealStore;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSeed;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.emulator.SeedUser;
import ai.returning.routes.emulator.UserField;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.Json;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An emulator that outlives the processes, a state database, and what both show at the end. */
final class EffectCrashWorld implements AutoCloseable {
    private static final Contract CONTRACT = EffectHost.Shipped.CONTRACT;
    private static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    private static final String CHANNEL = "66b1d0a4c5e2f30011aa0050";
    private static final String KEY = "00aa11bb22cc";
    private static final String FIELD = "member-points";
    private static final int USERS = 6;
    private static final int HISTORIES = 48;
    private static final int MESSAGES = 12;

    private final Emulator emulator;
    private final ApiClient client;
    private final StateSettings state;
    private final HostOrder order;
    private final StringBuilder output = new StringBuilder();

    EffectCrashWorld(Path folder, boolean postgres) {
        Set<String> permissions = CONTRACT.operations().stream()
                .map(Operation::permission)
                .map(permission -> permission.replace("?", ""))
                .collect(Collectors.toSet());
        emulator = Emulator.start(EmulatorSettings.of(
                        CONTRACT, folder.resolve("emulator"), COMMUNITY, new ApiKey(KEY, COMMUNITY, permissions, null))
                .withSeed(() -> new EmulatorSeed(
                        List.of(UserField.text(FIELD)),
                        IntStream.range(0, USERS).mapToObj(n -> SeedUser.of("u" + n + "@example.org")))));
        Map<String, String> servers = new TreeMap<>();
        CONTRACT.servers().keySet().forEach(name -> servers.put(name, emulator.baseUrl(name)));
        client = client(servers);
        state = postgres ? postgres() : new StateSettings(StateSettings.embeddedUrl(folder), "sa", "", 8);
        order = new HostOrder(
                0,
                state.url(),
                state.user(),
                state.password(),
                servers,
                KEY,
                COMMUNITY,
                fieldId(),
                IntStream.range(0, USERS).mapToObj(this::user).toList(),
                CHANNEL,
                emulator.users().find("u0@example.org").orElseThrow().username(),
                HISTORIES,
                MESSAGES,
                "",
                0,
                false);
    }

    private static StateSettings postgres() {
        Postgres server = Databases.postgres();
        return new StateSettings(server.jdbcUrl(server.createDatabase()), server.user(), server.password(), 8);
    }

    private static ApiClient client(Map<String, String> servers) {
        ClientSettings wire = ClientSettings.standard();
        for (Map.Entry<String, String> server : servers.entrySet()) {
            wire = wire.server(server.getKey(), server.getValue());
        }
        for (String scheme : CONTRACT.securitySchemes().keySet()) {
            wire = wire.key(scheme, KEY);
        }
        return new HttpApiClient(CONTRACT, wire, Clock.systemUTC());
    }

    private String user(int number) {
        return emulator.users()
                .find("u" + number + "@example.org")
                .orElseThrow()
                .userId();
    }

    private String fieldId() {
        JsonNode fields = client.call(ApiCall.of("listUserFields").with("communityId", COMMUNITY))
                .payload();
        for (JsonNode field : fields) {
            if (field.toString().contains('"' + FIELD + '"')) {
                return field.path("_id").asText();
            }
        }
        throw new AssertionError("no field " + FIELD + " in " + fields);
    }

    HostOrder order() {
        return order;
    }

    /** Some of the writes go wrong, in all ways a write can. */
    void breakCalls(RandomGenerator random) {
        for (int i = 3 + random.nextInt(8); i > 0; i--) {
            String operation = random.nextInt(4) == 0 ? "sendMessage" : "createUserFieldHistory";
            int most = operation.equals("sendMessage") ? MESSAGES : HISTORIES;
            emulator.faults().add(FaultRule.nth(operation, 1 + random.nextInt(most), fault(random)));
        }
    }

    private static Fault fault(RandomGenerator random) {
        return switch (random.nextInt(7)) {
            case 0 -> Fault.applyThenFail(500);
            case 1 -> Fault.of(Fault.Kind.APPLY_THEN_RESET);
            case 2 -> Fault.applyThenTimeout();
            case 3 -> Fault.timeoutBeforeApply();
            case 4 -> Fault.tooManyRequests(1);
            case 5 -> Fault.status(503);
            default -> Fault.resetMidBody();
        };
    }

    /** Runs a process to its end; the exit code. */
    int run(HostOrder what) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx192m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            EffectHost.class.getName(),
                            Json.MAPPER.writeValueAsString(what))
                    .redirectErrorStream(true)
                    .start();
            output.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The process did not end:\n" + output);
            }
            return process.exitValue();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String output() {
        return output.toString();
    }

    /** What must not be: a sentence each. */
    List<String> violations() {
        List<String> violations = new ArrayList<>();
        try (StateDatabase database = StateDatabase.open(state)) {
            EffectStore store = new EffectStore(database.jdbc());
            List<Effect> effects = store.recent(null, null, 10_000);
            if (effects.size() != HISTORIES + MESSAGES) {
                violations.add(effects.size() + " effects in the ledger");
            }
            checkHistories(effects, violations);
            checkMessages(effects, violations);
            violations.addAll(new LedgerAudit(store, new SealStore(database.jdbc()))
                    .verify()
                    .problems());
        }
        return violations;
    }

    /** Each has evidence, so each is applied, once, and in the order of its user. */
    private void checkHistories(List<Effect> effects, List<String> violations) {
        effects.stream()
                .filter(effect -> effect.operation().equals("createUserFieldHistory"))
                .filter(effect -> effect.state() != EffectState.APPLIED)
                .forEach(effect -> violations.add(effect.businessKey() + " is " + effect.state()));
        for (int user = 0; user < USERS; user++) {
            int first = user;
            List<String> expected = IntStream.range(0, HISTORIES)
                    .filter(n -> n % USERS == first)
                    .mapToObj(n -> "v" + n)
                    .toList();
            List<String> shown = values(user);
            expected.forEach(value -> {
                long times = shown.stream().filter(value::equals).count();
                if (times != 1) {
                    violations.add(value + " was done " + times + " times");
                }
            });
            if (shown.size() == expected.size() && !shown.equals(expected)) {
                violations.add("out of order: " + shown);
            }
        }
    }

    /** Nothing shows them, so an unclear one waits for a person, whether it happened or not. */
    private void checkMessages(List<Effect> effects, List<String> violations) {
        List<String> texts = client.call(
                        ApiCall.of("getMessages").with("channel_id", CHANNEL).with("count", "200"))
                .payload()
                .findValuesAsText("message");
        for (Effect effect : effects) {
            if (effect.operation().equals("sendMessage")) {
                String text = "hello " + effect.businessKey().substring("hello:".length());
                long times = texts.stream().filter(text::equals).count();
                boolean fine =
                        switch (effect.state()) {
                            case APPLIED -> times == 1;
                            case NEEDS_PERSON -> times <= 1;
                            default -> false;
                        };
                if (!fine) {
                    violations.add(
                            effect.businessKey() + " is " + effect.state() + " and was done " + times + " times");
                }
            }
        }
    }

    private List<String> values(int user) {
        return client.call(ApiCall.of("listUserFieldHistoriesByFieldAndUser")
                        .with("communityId", COMMUNITY)
                        .with("userId", user(user))
                        .with("fieldId", order.field())
                        .with("sort", "createdAt")
                        .with("limit", "100"))
                .payload()
                .findValuesAsText("value");
    }

    @Override
    public void close() {
        client.close();
        emulator.close();
    }
}
