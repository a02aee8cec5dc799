package ai.returning.routes.effects.crash;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.effects.ConfirmedContract;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.EffectOrder;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerSettings;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The smallest process around the ledger: orders every effect of the test, as a source that is read again would, and
 * ends when nothing is open but what waits for a person.
 */
final class EffectHost {
    static final int KILLED = 137;
    static final List<String> STEPS = List.of("effect.intended", "effect.claimed", "effect.answered");
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private EffectHost() {}

    public static void main(String[] arguments) throws IOException {
        HostOrder order = Json.MAPPER.readValue(arguments[0], HostOrder.class);
        AtomicInteger hits = new AtomicInteger();
        STEPS.forEach(step -> Failpoints.arm(step, () -> {
            if ((order.doomedAt().isEmpty() || order.doomedAt().equals(step))
                    && hits.incrementAndGet() == order.doomedHit()) {
                Runtime.getRuntime().halt(KILLED);
            }
        }));
        try (StateDatabase state = StateDatabase.open(
                        new StateSettings(order.stateUrl(), order.stateUser(), order.statePassword(), 8));
                ApiClient client = client(order)) {
            if (order.forgetful()) {
                // The rule of the lease broken: who died while sending is taken to have sent nothing.
                state.jdbc().update("update effect set state = 'intent', lease_until = 0 where state = 'sending'");
                state.jdbc().update("delete from effect_fence");
            }
            work(order, new EffectStore(state.jdbc()), new ParkedStore(state.jdbc()), client);
        }
        System.exit(0);
    }

    private static ApiClient client(HostOrder order) {
        ClientSettings wire = ClientSettings.standard()
                .limits(ClientSettings.Limits.STANDARD.times(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)));
        for (Map.Entry<String, String> server : order.servers().entrySet()) {
            wire = wire.server(server.getKey(), server.getValue());
        }
        for (String scheme : Shipped.CONTRACT.securitySchemes().keySet()) {
            wire = wire.key(scheme, order.key());
        }
        return new HttpApiClient(Shipped.CONTRACT, wire, Clock.systemUTC());
    }

    private static void work(HostOrder order, EffectStore store, ParkedStore parked, ApiClient client) {
        LedgerSettings settings = new LedgerSettings(
                Duration.ofMillis(2500),
                Duration.ofMillis(1500),
                Duration.ofMillis(400),
                Duration.ofMillis(100),
                2,
                10,
                Duration.ofMillis(200),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofHours(1));
        Ledger ledger = new Ledger(store, parked, Clock.systemUTC(), "tenant", "host-" + order.number(), settings);
        try (EffectEngine engine =
                new EffectEngine(ledger, client, Shipped.CONTRACT, 16).start(Duration.ofMillis(50))) {
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int n = 0; n < order.histories(); n++) {
                all.add(engine.perform(history(order, n)).toCompletableFuture());
            }
            for (int n = 0; n < order.messages(); n++) {
                all.add(engine.perform(message(order, n)).toCompletableFuture());
            }
            all.forEach(EffectHost::await);
            awaitSettled(store, order.histories() + order.messages());
        }
    }

    /** An intent that could not be committed now is found by the rounds, or comes again with the next process. */
    private static void await(CompletableFuture<?> one) {
        try {
            one.join();
        } catch (CompletionException e) {
            OUT.println("failed: " + e.getCause());
        }
    }

    private static void awaitSettled(EffectStore store, int count) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (settled(store.counts()) < count) {
            if (System.nanoTime() - end > 0) {
                OUT.println("not settled: " + store.counts());
                System.exit(3);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static long settled(Map<EffectState, Long> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().isFinal() || entry.getKey() == EffectState.NEEDS_PERSON)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    static EffectOrder history(HostOrder order, int number) {
        String user = order.users().get(number % order.users().size());
        return new EffectOrder(
                "trades",
                "trade:" + number,
                user,
                "createUserFieldHistory",
                Map.of("userId", user, "communityId", order.community()),
                Json.MAPPER.createObjectNode().put("fieldId", order.field()).put("value", "v" + number),
                Optional.of("history|" + user),
                "record-field-history",
                "test");
    }

    private static EffectOrder message(HostOrder order, int number) {
        return new EffectOrder(
                "greetings",
                "hello:" + number,
                order.channel(),
                "sendMessage",
                Map.of(),
                Json.MAPPER
                        .createObjectNode()
                        .put("channelId", order.channel())
                        .put("sender", order.sender())
                        .put("message", "hello " + number),
                Optional.empty(),
                "greet",
                "test");
    }

    /** What the product ships with. */
    static final class Shipped {
        static final Contract CONTRACT = ConfirmedContract.load();

        private Shipped() {}
    }

    /**
     * What a process is told.
     *
     * @param doomedAt the failpoint at which it dies; empty for whichever comes
     * @param doomedHit at which hit; 0 never
     */
    record HostOrder(
            int number,
            String stateUrl,
            String stateUser,
            String statePassword,
            Map<String, String> servers,
            String key,
            String community,
            String field,
            List<String> users,
            String channel,
            String sender,
            int histories,
            int messages,
            String doomedAt,
            int doomedHit,
            boolean forgetful) {

        HostOrder doomed(String at, int hit) {
            return new HostOrder(
                    number + 1,
                    stateUrl,
                    stateUser,
                    statePassword,
                    servers,
                    key,
                    community,
                    field,
                    users,
                    channel,
                    sender,
                    histories,
                    messages,
                    at,
                    hit,
                    forgetful);
        }

        HostOrder forgetting() {
            return new HostOrder(
                    number,
                    stateUrl,
                    stateUser,
                    statePassword,
                    servers,
                    key,
                    community,
                    field,
                    users,
                    channel,
                    sender,
                    histories,
                    messages,
                    doomedAt,
                    doomedHit,
                    true);
        }
    }
}
