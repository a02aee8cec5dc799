package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.testing.BreakableSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Processes that are held up, a database that goes away, and effects that nobody can look at. */
@Timeout(60)
@ResourceLock("failpoints")
class EffectFailuresIT {
    /** A call may begin within 600 ms of its claim. */
    private static final LedgerSettings SHORT = LedgerProbe.withLease(Duration.ofMillis(700), Duration.ofMillis(100));

    private final EffectWorld world;
    private final BreakableSource state;

    EffectFailuresIT(@TempDir Path folder) {
        world = new EffectWorld(folder);
        state = new BreakableSource(StateSettings.embeddedUrl(folder));
    }

    @AfterEach
    void stop() {
        Failpoints.disarm();
        state.close();
        world.close();
    }

    /** An engine with room for one effect at a time, so that a place that is not given back is noticed. */
    private EffectEngine narrow(LedgerSettings settings) {
        return new EffectEngine(
                new Ledger(
                        new EffectStore(new Jdbc(state.source())),
                        world.parked,
                        world.clock,
                        EffectWorld.COMMUNITY,
                        "narrow",
                        settings),
                world.client,
                EffectWorld.CONTRACT,
                1);
    }

    private static CompletableFuture<EffectOutcome> begin(EffectEngine engine, EffectOrder order) {
        return engine.perform(order).toCompletableFuture();
    }

    private static EffectOutcome perform(EffectEngine engine, EffectOrder order) {
        return begin(engine, order).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private Effect only() {
        return world.store.recent(null, null, 2).get(0);
    }

    private void later(EffectEngine engine, Duration time) {
        world.clock.advance(time);
        engine.keep();
    }

    /** Holds up whoever comes to the step first. */
    private static CountDownLatch holdAt(String step) {
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        Failpoints.arm(step, () -> {
            if (first.getAndSet(false)) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        return release;
    }

    private void awaitState(EffectEngine engine, EffectState wanted) {
        Awaitility.await().until(() -> {
            engine.keep();
            return only().state() == wanted;
        });
    }

    @Test
    void sendsNothingAfterItWasHeldUpUntilOthersTookTheEffectForLost() {
        CountDownLatch release = holdAt("effect.claimed");
        try (EffectEngine held = world.engine("held", world.client, SHORT);
                EffectEngine other = world.engine("other")) {
            CompletableFuture<EffectOutcome> outcome = begin(held, world.history("trade:1", 1, "10"));
            Awaitility.await().until(() -> !world.store.recent(null, null, 1).isEmpty());
            awaitState(other, EffectState.AMBIGUOUS);
            for (int i = 0; i < 6; i++) {
                later(other, Duration.ofMinutes(7));
            }
            awaitState(other, EffectState.APPLIED);
            assertThat(world.values(1)).containsExactly("10");

            release.countDown();
            assertThat(outcome.join().state()).isEqualTo(EffectState.APPLIED);
            assertThat(world.values(1)).containsExactly("10");
        }
    }

    @Test
    void tellsThatNothingLeftWhenItWakesInTime() {
        CountDownLatch release = holdAt("effect.claimed");
        try (EffectEngine held = world.engine("held", world.client, SHORT);
                EffectEngine other = world.engine("other")) {
            CompletableFuture<EffectOutcome> outcome = begin(held, world.history("trade:1", 1, "10"));
            Awaitility.await().until(() -> !world.store.recent(null, null, 1).isEmpty());
            awaitState(other, EffectState.AMBIGUOUS);

            release.countDown();
            assertThat(outcome.join().state()).isEqualTo(EffectState.INTENT);
            // the next attempt may have gone out by now, the held-up one never
            assertThat(world.emulator.requests().of("createUserFieldHistory")).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void countsTheQuietTimeFromTheMomentTheLossWasNoticed() {
        try (Ledger dead = new Ledger(
                        world.store, world.parked, world.clock, EffectWorld.COMMUNITY, "dead", LedgerProbe.brief());
                EffectEngine engine = world.engine("here")) {
            LedgerProbe.claim(
                    dead, dead.admit(world.history("trade:1", 1, "10")).join().effect());
            // nobody looked for a day, and until just now the dead process might have sent
            later(engine, Duration.ofDays(1));
            later(engine, Duration.ofMinutes(6));
            later(engine, Duration.ofMinutes(6));

            assertThat(only().state()).isEqualTo(EffectState.AMBIGUOUS);
            assertThat(world.values(1)).isEmpty();
        }
    }

    @Test
    void takesALateAnswerWhereAPersonWasAlreadyAsked() {
        try (EffectEngine held = world.engine("held", world.client, SHORT);
                EffectEngine other = world.engine("other")) {
            perform(other, world.award("deposit:1", 3));
            CountDownLatch release = holdAt("effect.answered");
            CompletableFuture<EffectOutcome> outcome = begin(held, world.removal("tier:1", 3));
            Awaitility.await()
                    .until(() -> world.emulator.requests().of("removeBadge").size() == 1);
            Awaitility.await().until(() -> {
                later(other, Duration.ofMinutes(6));
                return world.store.counts().containsKey(EffectState.NEEDS_PERSON);
            });

            release.countDown();
            assertThat(outcome.join().state()).isEqualTo(EffectState.APPLIED);
        }
    }

    @Test
    void endsWhenTheDatabaseGoesAwayAfterALostClaim() {
        Failpoints.arm("effect.intended", () -> {
            world.database.jdbc().update("update effect set version = version + 1 where state = 'intent'");
            state.breakAt("select * from effect where effect_id in");
            Failpoints.disarm();
        });
        try (EffectEngine engine = narrow(LedgerSettings.STANDARD)) {
            assertThat(perform(engine, world.history("trade:1", 1, "10")).state())
                    .isEqualTo(EffectState.INTENT);
            state.mend();
            assertThat(perform(engine, world.history("trade:2", 2, "20")).state())
                    .isEqualTo(EffectState.APPLIED);
        }
    }

    @Test
    void tellsWhereAnEffectStandsWhenItsClaimCannotBeWritten() {
        Failpoints.arm("effect.intended", () -> state.breakAt("update effect set state"));
        try (EffectEngine engine = narrow(LedgerSettings.STANDARD)) {
            EffectOutcome outcome = perform(engine, world.history("trade:1", 1, "10"));

            assertThat(outcome.state()).isEqualTo(EffectState.INTENT);
            assertThat(outcome.reason()).contains("RAI-0004");
            assertThat(world.values(1)).isEmpty();
        }
    }

    @Test
    void tellsThatAnEffectIsUnderWayWhenItsEndCannotBeWritten() {
        Failpoints.arm("effect.answered", () -> state.breakAt("update effect set state"));
        try (EffectEngine engine = narrow(SHORT)) {
            assertThat(perform(engine, world.history("trade:1", 1, "10")).state())
                    .isEqualTo(EffectState.SENDING);
        }
    }

    @Test
    void writesTheEndOnceTheDatabaseIsBack() {
        Failpoints.arm("effect.answered", () -> state.breakAt("update effect set state"));
        try (EffectEngine engine = narrow(LedgerSettings.STANDARD)) {
            CompletableFuture<EffectOutcome> outcome = begin(engine, world.history("trade:1", 1, "10"));
            Awaitility.await().until(() -> world.values(1).size() == 1);
            state.mend();

            assertThat(outcome.join().state()).isEqualTo(EffectState.APPLIED);
        }
    }

    @Test
    void looksAtTheOthersAlthoughOneCannotBeLookedAt() {
        try (EffectEngine engine = world.engine("here")) {
            world.emulator.faults().add(FaultRule.next("createUserFieldHistory", Fault.applyThenFail(500)));
            EffectOutcome gone = perform(engine, world.history("trade:1", 1, "10"));
            world.database
                    .jdbc()
                    .update("update effect set operation = 'renamedSince' where effect_id = ?", gone.effectId());
            world.emulator.faults().add(FaultRule.next("createUserFieldHistory", Fault.applyThenFail(500)));
            world.clock.advance(Duration.ofSeconds(1));
            EffectOutcome other = perform(engine, world.history("trade:2", 2, "20"));
            later(engine, Duration.ofMinutes(6));

            assertThat(world.state(other)).isEqualTo(EffectState.APPLIED);
            assertThat(world.state(gone)).isEqualTo(EffectState.AMBIGUOUS);
            assertThat(world.store.due(EffectWorld.COMMUNITY, EffectState.AMBIGUOUS, world.clock.millis(), 10))
                    .isEmpty();
        }
    }

    @Test
    void asksAPersonAfterThreeUnclearAttempts() {
        world.emulator.faults().add(FaultRule.every("createUserFieldHistory", Fault.status(500)));
        try (EffectEngine engine = world.engine("here")) {
            perform(engine, world.history("trade:1", 1, "10"));
            Awaitility.await().until(() -> {
                later(engine, Duration.ofMinutes(6));
                return only().state() == EffectState.NEEDS_PERSON;
            });

            assertThat(only().attempt()).isEqualTo(3);
            assertThat(only().reason()).contains("3 attempts");
            assertThat(world.emulator.requests().of("createUserFieldHistory")).hasSize(3);
        }
    }

    @Test
    void keepsAnEffectWhoseCallCannotBeMadeForLater() {
        try (ApiClient keyless = world.client("");
                EffectEngine engine = world.engine("keyless", keyless, LedgerSettings.STANDARD)) {
            EffectOutcome outcome = perform(engine, world.removal("tier:1", 3));

            assertThat(outcome.state()).isEqualTo(EffectState.INTENT);
            assertThat(outcome.reason()).contains("key");
            assertThat(only().dueAt()).isEqualTo(world.clock.millis() + 60_000);
        }
    }
}
