package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the operation itself can say that nothing happened, and only about its own attempt. */
@Timeout(120)
class RefusalsIT {
    private final EffectWorld world;
    private final EffectEngine engine;

    RefusalsIT(@TempDir Path folder) {
        world = new EffectWorld(folder);
        engine = world.engine("here");
    }

    @AfterEach
    void stop() {
        engine.close();
        world.close();
    }

    private EffectOutcome award(Fault fault) {
        world.emulator.faults().add(FaultRule.next("awardBadge", fault));
        return engine.perform(world.award("deposit:1", 3)).toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 422})
    void takesTheWordOfTheOperation(int status) {
        assertThat(award(Fault.status(status)).state()).isEqualTo(EffectState.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 413, 499})
    void doesNotTakeTheWordOfWhatStandsBeforeIt(int status) {
        Fault proxy = new Fault(Fault.Kind.STATUS, status, "request closed", Map.of());

        assertThat(award(proxy).state()).isEqualTo(EffectState.AMBIGUOUS);
    }

    @Test
    void takesATimeOutOfTheServerForUnclear() {
        assertThat(award(Fault.status(408)).state()).isEqualTo(EffectState.AMBIGUOUS);
    }

    @Test
    void takesARedirectForUnclear() {
        assertThat(award(new Fault(Fault.Kind.REDIRECT, 303, "http://127.0.0.1/done", Map.of()))
                        .state())
                .isEqualTo(EffectState.AMBIGUOUS);
    }

    @Test
    void doesNotTakeAlreadyDoneForARefusalAfterAnUnclearAttempt() {
        EffectOutcome outcome = award(Fault.status(500));
        world.emulator.faults().add(FaultRule.next("awardBadge", Fault.status(409)));
        for (int i = 0; i < 5; i++) {
            world.clock.advance(Duration.ofMinutes(6));
            engine.keep();
        }
        Awaitility.await()
                .until(
                        () -> world.store.find(outcome.effectId()).orElseThrow().reason(),
                        reason -> reason != null && reason.contains("An earlier attempt was unclear"));

        assertThat(world.state(outcome)).isEqualTo(EffectState.AMBIGUOUS);
    }

    @Test
    void takesARefusalAfterAnAttemptOfWhichNothingLeft() {
        world.emulator.faults().add(FaultRule.next("awardBadge", Fault.status(401)));
        EffectOutcome outcome = award(Fault.status(401));
        assertThat(outcome.state()).isEqualTo(EffectState.INTENT);
        world.emulator.faults().clear();
        world.emulator.faults().add(FaultRule.next("awardBadge", Fault.status(409)));
        world.settle(engine);

        Awaitility.await().until(() -> world.state(outcome) == EffectState.REJECTED);
    }

    @Test
    void neverSendsAnIntentWhoseRowWasChanged() {
        Ledger dead =
                new Ledger(world.store, world.parked, world.clock, EffectWorld.COMMUNITY, "dead", LedgerProbe.brief());
        Effect intent = dead.admit(world.history("trade:1", 1, "10")).join().effect();
        dead.close();
        world.database.jdbc().update("update effect set content = replace(content, '\"10\"', '\"99\"')");

        engine.keep();

        Awaitility.await()
                .until(() -> world.store.find(intent.id()).orElseThrow().state() == EffectState.REJECTED);
        assertThat(world.store.find(intent.id()).orElseThrow().reason()).contains("RAI-3018");
        assertThat(world.values(1)).isEmpty();
    }
}
