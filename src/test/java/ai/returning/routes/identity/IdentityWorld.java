package ai.returning.routes.identity;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.CallPolicy;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.UserKind;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSeed;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.emulator.SeedUser;
import ai.returning.routes.emulator.UserView;
import ai.returning.routes.identity.store.IdentityStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.testing.SettableClock;
import ai.returning.routes.testing.States;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A directory on H2, the real client, and an emulator with users. */
public final class IdentityWorld implements AutoCloseable {
    public static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    public static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    static final String KEY = "00aa11bb22cc";
    static final String FOREIGN = "00aa11bb22dd";
    static final String NARROW = "00aa11bb22ee";
    private static final String OTHER_COMMUNITY = "66b1d0a4c5e2f30011aa0002";
    private static final Set<String> ALL = Set.of("getUserData", "userFields", "role APPLICATION_MEMBER");

    public final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T02:00:00Z"));
    public final Emulator emulator;
    public final StateDatabase database;
    public final IdentityStore store;
    public final ApiClient client;

    public IdentityWorld(Path folder, int users) {
        emulator = Emulator.start(EmulatorSettings.of(
                        CONTRACT,
                        folder.resolve("emulator"),
                        COMMUNITY,
                        new ApiKey(KEY, COMMUNITY, ALL, null),
                        new ApiKey(NARROW, COMMUNITY, Set.of("getUserData"), null),
                        new ApiKey(FOREIGN, OTHER_COMMUNITY, ALL, null))
                .withSeed(() -> new EmulatorSeed(
                        List.of(), IntStream.range(0, users).mapToObj(n -> SeedUser.of("u" + n + "@example.org")))));
        client = client(KEY);
        database = StateDatabase.open(States.h2(folder, 8));
        store = new IdentityStore(database.jdbc(), COMMUNITY);
    }

    ApiClient client(String key) {
        ClientSettings wire = ClientSettings.standard()
                .limits(ClientSettings.Limits.STANDARD.times(
                        Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10)))
                .policy(new CallPolicy(
                        CallPolicy.STANDARD.inFlight(),
                        CallPolicy.STANDARD.rate(),
                        new CallPolicy.Retries(1, Duration.ofMillis(1), Duration.ofMillis(1), 0),
                        CallPolicy.STANDARD.breaker()));
        for (String server : CONTRACT.servers().keySet()) {
            wire = wire.server(server, emulator.baseUrl(server));
        }
        for (String scheme : CONTRACT.securitySchemes().keySet()) {
            wire = wire.key(scheme, key);
        }
        return new HttpApiClient(CONTRACT, wire, Clock.systemUTC());
    }

    UserDirectory directory() {
        return directory(IdentitySettings.STANDARD, operation -> true);
    }

    UserDirectory directory(IdentitySettings settings, Predicate<Operation> usable) {
        return new UserDirectory(store, client, CONTRACT, COMMUNITY, usable, clock, settings);
    }

    UserView user(int number) {
        return emulator.users().find("u" + number + "@example.org").orElseThrow();
    }

    int calls(String operation) {
        return emulator.requests().count(operation);
    }

    int calls() {
        return emulator.requests().counts().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    static Set<UserKind> all() {
        return Set.of(UserKind.values());
    }

    @Override
    public void close() {
        client.close();
        emulator.close();
        database.close();
    }
}
