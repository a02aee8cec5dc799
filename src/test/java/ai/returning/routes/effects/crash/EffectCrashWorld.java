package ai.returning.routes.effects.crash;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.effects.crash.HostOrder.Wanted;
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
import ai.returning.routes.testing.FastClock;
import ai.returning.routes.testing.HostJvm;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An emulator that outlives the processes, a state database, and what both show at the end. */
final class EffectCrashWorld implements AutoCloseable {
    private static final Contract CONTRACT = EffectHost.Shipped.CONTRACT;
    private static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    private static final String CHANNEL = "66b1d0a4c5e2f30011aa0050";
    private static final String KEY = "00aa11bb22cc";
    private static final String FIELD = "member-points";
    static final int USERS = 6;
    static final int HISTORIES = 48;
    private static final int MESSAGES = 12;
    private static final int REWARDS = 30;
    private static final int CLOCK_FACTOR = 10;
    private static final Duration WAIT = Duration.ofSeconds(30);
    static final String UPLOAD = "bulkUpdatePremiumCurrency";

    private final Emulator emulator;
    private final ApiClient client;
    private final StateSettings state;
    private final HostOrder order;
    private final Path folder;
    private final List<Path> logs = new ArrayList<>();
    private boolean losesJobs;

    EffectCrashWorld(Path folder, StateSettings state) {
        long now = System.currentTimeMillis();
        this.folder = folder;
        this.state = state;
        Set<String> permissions = CONTRACT.operations().stream()
                .map(Operation::permission)
                .map(permission -> permission.replace("?", ""))
                .collect(Collectors.toSet());
        emulator = Emulator.start(EmulatorSettings.of(
                        CONTRACT, folder.resolve("emulator"), COMMUNITY, new ApiKey(KEY, COMMUNITY, permissions, null))
                .withClock(new FastClock(now, CLOCK_FACTOR))
                .withSeed(() -> new EmulatorSeed(
                        List.of(UserField.text(FIELD)),
                        IntStream.range(0, USERS).mapToObj(n -> SeedUser.of("u" + n + "@example.org")))));
        Map<String, String> servers = new TreeMap<>();
        CONTRACT.servers().keySet().forEach(name -> servers.put(name, emulator.baseUrl(name)));
        client = client(servers);
        order = new HostOrder(
                0,
                new HostOrder.State(state.url(), state.user(), state.password()),
                servers,
                KEY,
                now,
                CLOCK_FACTOR,
                folder.resolve("files").toString(),
                new Wanted(
                        COMMUNITY,
                        fieldId(),
                        IntStream.range(0, USERS).mapToObj(this::user).toList(),
                        CHANNEL,
                        emulator.users().find("u0@example.org").orElseThrow().username(),
                        HISTORIES,
                        MESSAGES,
                        REWARDS),
                "",
                0,
                false,
                false,
                false);
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
        for (int i = random.nextInt(4); i > 0; i--) {
            emulator.faults().add(FaultRule.nth(UPLOAD, 1 + random.nextInt(8), uploadFault(random)));
        }
        emulator.knobs().jobIdInSubmitResponse(random.nextBoolean()).queuedTime(Duration.ofSeconds(random.nextInt(6)));
    }

    /** The next upload goes so. */
    void breakUpload(Fault fault) {
        emulator.faults().add(FaultRule.next(UPLOAD, fault));
    }

    private Fault uploadFault(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> {
                losesJobs = true;
                yield Fault.of(Fault.Kind.LOSE_JOB);
            }
            case 1 -> Fault.of(Fault.Kind.DUPLICATE_SUBMISSION);
            case 2 -> Fault.truncateJob(1);
            default -> fault(random);
        };
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
        return end(start(what));
    }

    Process start(HostOrder what) {
        return start(List.of(what));
    }

    /** One process for this world and others. */
    Process start(List<HostOrder> orders) {
        try {
            Path log = Files.createTempFile(folder, "host", ".log");
            logs.add(log);
            return new ProcessBuilder(command(orders))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(List<HostOrder> orders) throws IOException {
        List<String> arguments = new ArrayList<>();
        for (HostOrder order : orders) {
            arguments.add(Json.MAPPER.writeValueAsString(order));
        }
        return HostJvm.like(EffectRehearsal.class).command(List.of(), EffectHost.class, arguments);
    }

    int end(Process process) {
        try {
            if (!process.waitFor(150, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The process did not end:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** True if all that a process had begun to send has been unclear for longer than the quiet time and two looks. */
    boolean hasWaitedFor(HostOrder sleeper) {
        String node = "host-" + sleeper.number();
        long before = new FastClock(order.clockBase(), CLOCK_FACTOR).millis() - WAIT.toMillis();
        try (StateDatabase database = StateDatabase.open(state)) {
            return database.jdbc()
                    .one(
                            "select count(*) from effect e where e.state = 'sending' and e.owner = ? or e.state ="
                                    + " 'ambiguous' and exists (select 1 from effect_event s where s.effect_id ="
                                    + " e.effect_id and s.to_state = 'sending' and s.node = ?) and (select max(l.at)"
                                    + " from effect_event l where l.effect_id = e.effect_id) > ?",
                            row -> row.getLong(1) == 0,
                            node,
                            node,
                            before)
                    .orElse(false);
        }
    }

    String output() {
        StringBuilder output = new StringBuilder();
        try {
            for (Path log : logs) {
                output.append(Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return output.toString();
    }

    /** What must not be: a sentence each. */
    List<String> violations() {
        try (StateDatabase database = StateDatabase.open(state)) {
            return new EffectCheck(this, database).violations();
        }
    }

    /** The texts that stand in the channel. */
    List<String> messages() {
        return client.call(ApiCall.of("getMessages").with("channel_id", CHANNEL).with("count", "200"))
                .payload()
                .findValuesAsText("message");
    }

    /** What the field of a user has been, the oldest first. */
    List<String> values(int user) {
        return client.call(ApiCall.of("listUserFieldHistoriesByFieldAndUser")
                        .with("communityId", COMMUNITY)
                        .with("userId", user(user))
                        .with("fieldId", order.wanted().field())
                        .with("sort", "createdAt")
                        .with("limit", "100"))
                .payload()
                .findValuesAsText("value");
    }

    /** What was added to the balance of a user, one number an addition. */
    List<BigDecimal> paid(String email) {
        return emulator.applied().of(email).stream()
                .filter(change -> change.field().equals("premium_currency"))
                .map(change -> number(change.newValue()).subtract(number(change.oldValue())))
                .toList();
    }

    private static BigDecimal number(@Nullable String text) {
        return text == null ? BigDecimal.ZERO : new BigDecimal(text);
    }

    /** True if the API takes files here whose job it never shows. */
    boolean losesJobs() {
        return losesJobs;
    }

    @Override
    public void close() {
        client.close();
        emulator.close();
    }
}
