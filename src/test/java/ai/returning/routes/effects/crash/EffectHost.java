package ai.returning.routes.effects.crash;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.effects.ConfirmedContract;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerSettings;
import ai.returning.routes.effects.Senders;
import ai.returning.routes.effects.crash.HostOrder.Wanted;
import ai.returning.routes.effects.file.FileLane;
import ai.returning.routes.effects.file.FileSettings;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.Presence;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.Json;
import ai.returning.routes.testing.FastClock;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The smallest process around the ledger: orders every effect of the test, as a source that is read again would, and
 * ends when nothing is open but what waits for a person. It does so for each order it is given, side by side; the first
 * one says where it dies.
 */
final class EffectHost {
    static final int KILLED = 137;
    static final int UNSETTLED = 3;
    static final List<String> STEPS = List.of(
            "effect.intended",
            "effect.claimed",
            "call.writes",
            "effect.answered",
            "effects.taken",
            "file.opened",
            "file.claimed",
            "file.sealed",
            "file.sending",
            "file.answered",
            "file.abandoned",
            "file.job-ended",
            "file.details-read",
            "file.settled",
            "file.absent");
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final int CONNECTIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private EffectHost() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Callable<Boolean>> works = new ArrayList<>();
        for (String argument : arguments) {
            HostOrder order = Json.MAPPER.readValue(argument, HostOrder.class);
            if (works.isEmpty()) {
                doom(order);
            }
            works.add(() -> work(order));
        }
        boolean settled = true;
        try {
            for (Future<Boolean> work :
                    Executors.newFixedThreadPool(works.size()).invokeAll(works)) {
                settled &= work.get();
            }
        } catch (ExecutionException e) {
            OUT.println("broken: " + e.getCause());
            settled = false;
        }
        System.exit(settled ? 0 : UNSETTLED);
    }

    private static void doom(HostOrder order) {
        AtomicInteger hits = new AtomicInteger();
        STEPS.forEach(step -> Failpoints.arm(step, () -> {
            if ((order.doomedAt().isEmpty() || order.doomedAt().equals(step))
                    && hits.incrementAndGet() == order.doomedHit()) {
                end(order.stops());
            }
        }));
    }

    /** True if nothing is open at its end but what waits for a person. */
    private static boolean work(HostOrder order) {
        try (StateDatabase state = open(order.state());
                ApiClient client = client(order)) {
            if (order.forgetful()) {
                // The rule of the lease broken: who died while sending is taken to have sent nothing.
                state.jdbc().update("update effect set state = 'intent', lease_until = 0 where state = 'sending'");
                state.jdbc().update("update effect_file set state = 'abandoned', ended_at = 1 where state = 'sending'");
                state.jdbc().update("delete from effect_fence");
            }
            return work(order, state, client);
        }
    }

    /** One after the other: what is loaded for the first is there for the next. */
    private static synchronized StateDatabase open(HostOrder.State state) {
        return StateDatabase.open(new StateSettings(state.url(), state.user(), state.password(), CONNECTIONS));
    }

    private static void end(boolean asleep) {
        if (!asleep) {
            Runtime.getRuntime().halt(KILLED);
        }
        try {
            new ProcessBuilder(
                            "kill",
                            "-STOP",
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ApiClient client(HostOrder order) {
        ClientSettings wire = ClientSettings.standard().limits(limits(order.credulous()));
        for (Map.Entry<String, String> server : order.servers().entrySet()) {
            wire = wire.server(server.getKey(), server.getValue());
        }
        for (String scheme : Shipped.CONTRACT.securitySchemes().keySet()) {
            wire = wire.key(scheme, order.key());
        }
        return new HttpApiClient(Shipped.CONTRACT, wire, Clock.systemUTC());
    }

    /** With patience no clock of its own cuts off what a sleeper is about to write when it wakes up. */
    private static ClientSettings.Limits limits(boolean patient) {
        Duration connect = Duration.ofMillis(500);
        return patient
                ? ClientSettings.Limits.STANDARD.times(connect, PATIENCE, PATIENCE)
                : ClientSettings.Limits.STANDARD.times(connect, Duration.ofMillis(700), Duration.ofMillis(900));
    }

    private static boolean work(HostOrder order, StateDatabase state, ApiClient client) {
        LedgerSettings settings = new LedgerSettings(
                Duration.ofMillis(1800),
                Duration.ofMillis(1200),
                Duration.ofSeconds(8),
                Duration.ofSeconds(1),
                2,
                10,
                Duration.ofSeconds(2),
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                Duration.ofHours(1));
        EffectStore store = new EffectStore(state.jdbc());
        FlowSwitches switches = new FlowSwitches(state.jdbc());
        Clock clock = new FastClock(order.clockBase(), order.clockFactor());
        String node = "host-" + order.number();
        Ledger ledger = new Ledger(store, new ParkedStore(state.jdbc()), clock, "tenant", node, settings);
        try (Presence presence = state.presence(node);
                EffectEngine engine =
                        new EffectEngine(ledger, client, Shipped.CONTRACT, 16).start(Duration.ofMillis(50));
                FileLane files = new FileLane(
                                ledger,
                                new EffectFiles(state.jdbc(), "tenant"),
                                switches,
                                client,
                                Shipped.CONTRACT,
                                settings(order))
                        .start(Duration.ofMillis(50))) {
            if (!order.credulous()) {
                ledger.senders(new Senders(presence::isThere));
            }
            want(order.wanted(), engine);
            return awaitSettled(state, store, switches, order.wanted().all());
        }
    }

    private static FileSettings settings(HostOrder order) {
        return new FileSettings(
                Path.of(order.folder()),
                4,
                4,
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                Duration.ofDays(1));
    }

    /** As a source does that is read again from its start. */
    private static void want(Wanted wanted, EffectEngine engine) {
        HostWishes wishes = new HostWishes(wanted);
        List<CompletableFuture<?>> all = new ArrayList<>();
        all.add(engine.take(wishes.rewards()).toCompletableFuture());
        for (int n = 0; n < wanted.histories(); n++) {
            all.add(engine.perform(wishes.history(n)).toCompletableFuture());
        }
        for (int n = 0; n < wanted.messages(); n++) {
            all.add(engine.perform(wishes.message(n)).toCompletableFuture());
        }
        all.forEach(EffectHost::await);
    }

    /** An intent that could not be committed now is found by the rounds, or comes again with the next process. */
    private static void await(CompletableFuture<?> one) {
        try {
            one.join();
        } catch (CompletionException e) {
            OUT.println("failed: " + e.getCause());
        }
    }

    private static boolean awaitSettled(StateDatabase state, EffectStore store, FlowSwitches switches, int count) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (settled(store.counts()) + behindPersons(state.jdbc()) < count) {
            if (System.nanoTime() - end > 0) {
                OUT.println("not settled: " + store.counts());
                store.recent(null, null, 1000).stream()
                        .filter(effect -> !effect.state().isFinal())
                        .forEach(open -> OUT.println("open: " + open.businessKey() + " " + open.state() + " attempt "
                                + open.attempt() + " " + open.reason()));
                Thread.getAllStackTraces().forEach((thread, at) -> OUT.println(thread.getName() + " " + List.of(at)));
                return false;
            }
            // the part of the person who has read why the flow was stopped
            switches.list().forEach(stop -> {
                OUT.println("stopped: " + stop.reason());
                switches.start(stop.flow());
            });
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return true;
    }

    /** Who waits behind an effect that a person has to decide on goes on after that. */
    private static long behindPersons(Jdbc jdbc) {
        return jdbc.one(
                        "select count(*) from effect e where e.state = 'intent' and exists (select 1 from effect p"
                                + " where p.fence = e.fence and p.state = 'needs-person')",
                        row -> row.getLong(1))
                .orElseThrow();
    }

    private static long settled(Map<EffectState, Long> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().isFinal() || entry.getKey() == EffectState.NEEDS_PERSON)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** What the product ships with. */
    static final class Shipped {
        static final Contract CONTRACT = ConfirmedContract.load();

        private Shipped() {}
    }
}
