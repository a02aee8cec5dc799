package ai.returning.routes.flowtest;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerSettings;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The real ledger of effects of one case, on a state that goes with it. */
final class EffectStage implements AutoCloseable {
    private static final int MOST = 10_000;
    private static final int IN_FLIGHT = 64;

    private final StateDatabase state;
    private final EffectStore store;
    private final EffectEngine engine;

    EffectStage(TestBench bench, String community, RecordingClient client, Clock clock) {
        state = StateDatabase.open(new StateSettings(
                "jdbc:h2:mem:effects-" + UUID.randomUUID() + ";MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 4));
        store = new EffectStore(state.jdbc());
        Ledger ledger = new Ledger(
                store, new ParkedStore(state.jdbc()), clock, community, "flow tests", LedgerSettings.STANDARD);
        engine = new EffectEngine(ledger, client, bench.contract(), IN_FLIGHT);
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
            engine.close();
        }
    }
}
