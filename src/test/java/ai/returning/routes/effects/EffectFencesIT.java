package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.BreakableSource;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Effects that wait behind one of the same fence wait at rest, and hold nobody else up. */
@Timeout(60)
class EffectFencesIT {
    private final EffectWorld world;
    private final BreakableSource state;
    private final EffectStore store;

    EffectFencesIT(@TempDir Path folder) {
        world = new EffectWorld(folder);
        state = new BreakableSource(StateSettings.embeddedUrl(folder));
        store = new EffectStore(new Jdbc(state.source()));
    }

    @AfterEach
    void stop() {
        state.close();
        world.close();
    }

    private EffectEngine engine(ApiClient client) {
        return new EffectEngine(
                new Ledger(store, world.parked, world.clock, EffectWorld.COMMUNITY, "here", LedgerSettings.STANDARD),
                client,
                EffectWorld.CONTRACT,
                2);
    }

    /** No commits for as long as the loop would have made hundreds of them. */
    private void assertAtRest() {
        int before = state.commits();
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(state.commits()).isEqualTo(before));
    }

    @Test
    void waitAtRestBehindAnUnclearOne() {
        try (EffectEngine engine = engine(world.client)) {
            world.emulator.faults().add(FaultRule.next("createUserFieldHistory", Fault.applyThenFail(503)));
            EffectOutcome first = perform(engine, "trade:1", 1);
            EffectOutcome second = perform(engine, "trade:2", 1);
            EffectOutcome third = perform(engine, "trade:3", 1);
            assertThat(first.state()).isEqualTo(EffectState.AMBIGUOUS);
            assertThat(second.state()).isEqualTo(EffectState.INTENT);
            assertThat(third.state()).isEqualTo(EffectState.INTENT);

            assertAtRest();
            engine.keep();
            assertAtRest();
            assertThat(perform(engine, "trade:4", 2).state()).isEqualTo(EffectState.APPLIED);
        }
    }

    @Test
    void waitAtRestBehindOneThatIsHeldBack() {
        try (ApiClient wrong = world.client("0123456789ab");
                EffectEngine engine = engine(wrong)) {
            assertThat(perform(engine, "trade:1", 1).state()).isEqualTo(EffectState.INTENT);
            assertThat(perform(engine, "trade:2", 1).state()).isEqualTo(EffectState.INTENT);

            engine.keep();
            assertAtRest();
            assertThat(store.freeIntents(EffectWorld.COMMUNITY, Lane.CALL, world.clock.millis(), 10, operation -> 10))
                    .isEmpty();
        }
    }

    @Test
    void goOnOneAfterTheOtherOnceTheFirstIsClear() {
        try (EffectEngine engine = engine(world.client)) {
            world.emulator.faults().add(FaultRule.next("createUserFieldHistory", Fault.applyThenFail(503)));
            perform(engine, "trade:1", 1);
            perform(engine, "trade:2", 1);
            perform(engine, "trade:3", 1);
            world.settle(engine);
            engine.keep();

            Awaitility.await().untilAsserted(() -> assertThat(store.counts()).containsOnlyKeys(EffectState.APPLIED));
            assertThat(world.values(1)).containsExactly("trade:1", "trade:2", "trade:3");
        }
    }

    private EffectOutcome perform(EffectEngine engine, String key, int user) {
        return engine.perform(world.history(key, user, key))
                .toCompletableFuture()
                .join();
    }
}
