package ai.returning.routes.flowtest;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerSettings;
import ai.returning.routes.effects.file.FileLane;
import ai.returning.routes.effects.file.FileSettings;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The real ledger of effects of one case, on a state that goes with it. */
final class EffectStage implements AutoCloseable {
    private static final int MOST = 10_000;
    private static final int IN_FLIGHT = 64;
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final StateDatabase state;
    private final EffectStore store;
    private final EffectEngine engine;
    private final FileLane files;

    EffectStage(TestBench bench, String community, Path folder, RecordingClient client, Clock clock) {
        state = StateDatabase.open(new StateSettings(
                "jdbc:h2:mem:effects-" + UUID.randomUUID() + ";MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 4));
        store = new EffectStore(state.jdbc());
        Ledger ledger = new Ledger(
                store, new ParkedStore(state.jdbc()), clock, community, "flow tests", LedgerSettings.STANDARD);
        engine = new EffectEngine(ledger, client, bench.contract(), IN_FLIGHT);
        files = new FileLane(
                ledger,
                new EffectFiles(state.jdbc(), community),
                new FlowSwitches(state.jdbc()),
                client,
                bench.contract(),
                new FileSettings(
                        folder,
                        0,
                        4,
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(60),
                        AT_ONCE,
                        AT_ONCE,
                        Duration.ofDays(1)));
    }

    Jdbc jdbc() {
        return state.jdbc();
    }

    /**
     * Waits until the ledger has done what it can: nothing is under way, and for a while nothing changes. What rests, or
     * waits for a person, stays as it is.
     *
     * @param byRules whether rules wanted them; what a step wanted it has waited for itself
     */
    void settle(boolean byRules) {
        if (!byRules) {
            engine.look();
            return;
        }
        long end = System.nanoTime() + LONGEST.toNanos();
        List<EffectState> before = List.of();
        long since = System.nanoTime();
        while (System.nanoTime() - end < 0) {
            files.round();
            List<EffectState> now = effects().stream().map(Effect::state).toList();
            boolean under = now.contains(EffectState.SENDING);
            if (now.contains(EffectState.AMBIGUOUS)) {
                engine.look(); // what was accepted without proof is looked at at once; the rest waits for its time
            }
            boolean resting = now.contains(EffectState.INTENT) || now.contains(EffectState.ACCEPTED);
            if (under || !now.equals(before)) {
                before = now;
                since = System.nanoTime();
            } else if (!resting || System.nanoTime() - since > QUIET.toNanos()) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    EffectEngine engine() {
        return engine;
    }

    /** All effects, in the order they were wanted. */
    List<Effect> effects() {
        return store.recent(null, null, MOST).stream()
                .sorted(Comparator.comparingLong(Effect::position))
                .toList();
    }

    @Override
    public void close() {
        try (StateDatabase last = state) {
            files.close();
            engine.close();
        }
    }
}
