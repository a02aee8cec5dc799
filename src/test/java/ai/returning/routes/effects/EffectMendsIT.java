package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.NotSentException;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.testing.BreakableSource;
import ai.returning.routes.testing.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands between a claim and its call, and what a person's word and a late answer change. */
@Timeout(120)
class EffectMendsIT {
    private final EffectWorld world;
    private final BreakableSource state;

    EffectMendsIT(@TempDir Path folder) {
        world = new EffectWorld(folder);
        state = new BreakableSource(StateSettings.embeddedUrl(folder));
    }

    @AfterEach
    void stop() {
        Failpoints.disarm();
        state.close();
        world.close();
    }

    private static EffectOutcome perform(EffectEngine engine, EffectOrder order) {
        return engine.perform(order)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private EffectEngine narrow(ApiClient client) {
        return new EffectEngine(world.ledger("narrow"), client, EffectWorld.CONTRACT, 1);
    }

    private EffectState stateOf(String id) {
        return world.store.find(id).orElseThrow().state();
    }

    private List<EffectState> states() {
        return world.store.recent(null, null, 10).stream().map(Effect::state).toList();
    }

    @Test
    void sendsNothingOfAnotherCommunity() {
        Ledger other = new Ledger(
                world.store, world.parked, world.clock, EffectWorld.FOREIGN_COMMUNITY, "there", LedgerProbe.brief());
        Effect theirs = other.admit(world.award("deposit:1", 1)).join().effect();
        Effect unclear = other.admit(world.award("deposit:2", 2)).join().effect();
        LedgerProbe.claim(other, unclear);
        LedgerProbe.unclear(other, world.store.find(unclear.id()).orElseThrow());
        other.close();

        try (EffectEngine engine = world.engine("here")) {
            Effect ours;
            try (Ledger dead = new Ledger(
                    world.store, world.parked, world.clock, EffectWorld.COMMUNITY, "dead", LedgerProbe.brief())) {
                ours = dead.admit(world.award("deposit:3", 3)).join().effect();
            }
            world.settle(engine);

            Awaitility.await().until(() -> stateOf(ours.id()) == EffectState.APPLIED);
            assertThat(stateOf(theirs.id())).isEqualTo(EffectState.INTENT);
            assertThat(stateOf(unclear.id())).isEqualTo(EffectState.AMBIGUOUS);
            assertThat(world.emulator.requests().count("awardBadge")).isEqualTo(1);
        }
    }

    @Test
    void takesARefusalAfterAPersonHadASayAboutTheUnclearAttempt() {
        world.emulator.faults().add(FaultRule.next("removeBadge", Fault.status(500)));
        try (EffectEngine engine = world.engine("here")) {
            EffectOutcome outcome = perform(engine, world.removal("tier:1", 3));
            world.settle(engine);
            assertThat(stateOf(outcome.effectId())).isEqualTo(EffectState.NEEDS_PERSON);
            new LedgerDesk(world.database.jdbc(), world.clock, "desk").decide(outcome.effectId(), false, "not there");
            world.emulator.faults().add(FaultRule.next("removeBadge", Fault.status(409)));
            engine.keep();

            Awaitility.await().until(() -> stateOf(outcome.effectId()) == EffectState.REJECTED);
        }
    }

    /** An operation that was renamed in the contract holds up nobody else, and its effects are neither sent nor lost. */
    @Test
    void holdsEffectsWhoseOperationIsGoneFromTheContract() {
        EffectOrder award = world.award("deposit:1", 1);
        EffectOrder gone = new EffectOrder(
                award.effect(),
                "deposit:0",
                award.subject(),
                "awardBadgeByItsOldName",
                award.parameters(),
                award.body(),
                Optional.empty(),
                award.flow(),
                award.place());
        try (EffectEngine engine = world.engine("here")) {
            EffectOutcome held = perform(engine, gone);
            assertThat(held.state()).isEqualTo(EffectState.INTENT);
            assertThat(held.reason()).contains("awardBadgeByItsOldName is not in the contract");

            for (int i = 0; i < 3; i++) {
                world.settle(engine);
            }

            assertThat(perform(engine, award).state()).isEqualTo(EffectState.APPLIED);
            assertThat(stateOf(held.effectId())).isEqualTo(EffectState.INTENT);
            assertThat(world.store.steps(held.effectId())).hasSize(1);
        }
    }

    @Test
    void givesAClaimBackWhoseCommitItDidNotLearnOf() {
        Failpoints.arm("effect.intended", () -> {
            state.forgetNextCommit();
            Failpoints.disarm();
        });
        Ledger ledger = new Ledger(
                new EffectStore(new Jdbc(state.source())),
                world.parked,
                world.clock,
                EffectWorld.COMMUNITY,
                "narrow",
                LedgerSettings.STANDARD);
        try (EffectEngine engine = new EffectEngine(ledger, world.client, EffectWorld.CONTRACT, 1)) {
            EffectOutcome outcome = perform(engine, world.history("trade:1", 1, "10"));
            assertThat(outcome.state()).isEqualTo(EffectState.INTENT);
            Awaitility.await().until(() -> stateOf(outcome.effectId()) == EffectState.INTENT);
            assertThat(world.store.steps(outcome.effectId()))
                    .extracting(Transition::to)
                    .containsExactly(EffectState.INTENT, EffectState.SENDING, EffectState.INTENT);
            engine.keep();

            Awaitility.await().until(() -> stateOf(outcome.effectId()) == EffectState.APPLIED);
            assertThat(world.values(1)).containsExactly("10");
        }
    }

    @Test
    void givesBackWhatWaitsForItsTurnWhenItEnds() {
        HeldClient client = new HeldClient(world.client);
        EffectEngine engine = narrow(client);
        CompletableFuture<EffectOutcome> first =
                engine.perform(world.award("deposit:1", 1)).toCompletableFuture();
        Awaitility.await().until(() -> client.calls() == 1);
        CompletableFuture<EffectOutcome> second =
                engine.perform(world.award("deposit:2", 2)).toCompletableFuture();
        Awaitility.await().until(() -> states().equals(List.of(EffectState.SENDING, EffectState.SENDING)));

        CompletableFuture<Void> closed = CompletableFuture.runAsync(engine::close);
        assertThat(second.orTimeout(10, TimeUnit.SECONDS).join().state()).isEqualTo(EffectState.INTENT);
        client.letGo();
        closed.join();

        assertThat(first.join().state()).isEqualTo(EffectState.APPLIED);
        assertThat(client.calls()).isEqualTo(1);
        assertThat(stateOf(second.join().effectId())).isEqualTo(EffectState.INTENT);
    }

    @Test
    void stopsWhatIsClaimedAndWaitsForItsTurn() {
        HeldClient client = new HeldClient(world.client);
        try (EffectEngine engine = narrow(client)) {
            engine.perform(world.award("deposit:1", 1));
            Awaitility.await().until(() -> client.calls() == 1);
            CompletableFuture<EffectOutcome> second =
                    engine.perform(world.award("deposit:2", 2)).toCompletableFuture();
            Awaitility.await().until(() -> states().equals(List.of(EffectState.SENDING, EffectState.SENDING)));
            FlowSwitches switches = new FlowSwitches(world.database.jdbc());
            switches.stop(new FlowSwitch("award-badges", 1, "me", "wrong badge"));
            // no sign from inside tells that it was read: a stop acts within a second
            Awaitility.await().pollDelay(Duration.ofMillis(800)).until(() -> true);
            client.letGo();

            assertThat(second.orTimeout(10, TimeUnit.SECONDS).join().reason()).contains("was stopped");
            assertThat(client.calls()).isEqualTo(1);
            assertThat(stateOf(second.join().effectId())).isEqualTo(EffectState.INTENT);

            switches.start("award-badges");
            Awaitility.await().until(() -> {
                engine.keep();
                return stateOf(second.join().effectId()) == EffectState.APPLIED;
            });
        }
    }

    @Test
    void sendsNothingAfterTheMachineWasAsleep() {
        SettableClock wall = new SettableClock(Instant.parse("2026-03-01T02:00:00Z"));
        Failpoints.arm("effect.claimed", () -> {
            wall.advance(LedgerSettings.STANDARD.lease());
            Failpoints.disarm();
        });
        try (EffectEngine engine =
                new EffectEngine(world.ledger("sleeper"), world.client, EffectWorld.CONTRACT, 1, wall)) {
            EffectOutcome outcome = perform(engine, world.award("deposit:1", 1));

            assertThat(outcome.state()).isEqualTo(EffectState.INTENT);
            assertThat(outcome.reason()).contains("held up");
            assertThat(world.emulator.requests().count("awardBadge")).isZero();
        }
    }

    @Test
    void believesALateAnswerAboutAnEffectThatCountsAsRefused() {
        try (Ledger ledger = world.ledger("here")) {
            Effect intent = ledger.admit(world.award("deposit:1", 1)).join().effect();
            LedgerProbe.claim(ledger, intent);
            Effect sending = world.store.find(intent.id()).orElseThrow();
            Move answered = ledger.from(sending)
                    .to(EffectState.ACCEPTED, "status 200")
                    .to(EffectState.APPLIED, "the answer says so")
                    .done();
            ledger.write(ledger.from(sending)
                            .to(EffectState.AMBIGUOUS, "silent")
                            .to(EffectState.NOT_APPLIED, "not shown")
                            .nextAttempt()
                            .to(EffectState.INTENT, "a new attempt")
                            .done())
                    .join();
            LedgerProbe.claim(ledger, world.store.find(intent.id()).orElseThrow());
            LedgerProbe.reject(ledger, world.store.find(intent.id()).orElseThrow());

            assertThat(new LateAnswer(ledger).settle(answered).state()).isEqualTo(EffectState.APPLIED);
            assertThat(stateOf(intent.id())).isEqualTo(EffectState.APPLIED);
            assertThat(world.doubles()).isEmpty();
            assertThat(new LedgerAudit(world.store, world.seals).verify().problems())
                    .isEmpty();
        }
    }

    @Test
    void provesNothingByAClaimThatNeverWasInTheLedger() {
        try (Ledger ledger = world.ledger("here");
                Ledger other = world.ledger("there")) {
            Effect intent = ledger.admit(world.award("deposit:1", 1)).join().effect();
            Effect never = LedgerProbe.claimOf(ledger, intent).after();
            LedgerProbe.claim(other, intent);
            LedgerProbe.unclear(other, world.store.find(intent.id()).orElseThrow());

            assertThat(new LateAnswer(ledger)
                            .settle(ledger.unsent(never, "nothing was sent"))
                            .state())
                    .isEqualTo(EffectState.AMBIGUOUS);
            assertThat(stateOf(intent.id())).isEqualTo(EffectState.AMBIGUOUS);
        }
    }

    @Test
    void triesOneEffectAtATimeWhileTheKeyIsRefused() {
        List<Wish> wishes = IntStream.range(0, 300)
                .mapToObj(n -> Wish.of(world.award("deposit:" + n, n % 20)))
                .toList();
        world.emulator.faults().add(FaultRule.every("awardBadge", Fault.status(401)));
        try (EffectEngine engine = new EffectEngine(world.ledger("here"), world.client, EffectWorld.CONTRACT, 4)) {
            engine.take(wishes).toCompletableFuture().join();
            Awaitility.await().until(() -> calls() >= 3 && idle());
            int before = calls();
            // two before the third failure, and what was claimed ahead by then
            assertThat(before).isLessThanOrEqualTo(2 + 2 * 4);
            for (int minute = 0; minute < 5; minute++) {
                world.clock.advance(Duration.ofSeconds(61));
                engine.keep();
                Awaitility.await().until(this::idle);
            }
            assertThat(calls()).isBetween(before + 1, before + 5);

            world.emulator.faults().clear();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                world.clock.advance(Duration.ofSeconds(61));
                engine.keep();
                return !world.store.counts().containsKey(EffectState.INTENT) && idle();
            });
            assertThat(world.emulator.requests().count("awardBadge")).isEqualTo(calls());
        }
    }

    private int calls() {
        return world.emulator.requests().count("awardBadge");
    }

    private boolean idle() {
        return !world.store.counts().containsKey(EffectState.SENDING);
    }

    @Test
    void saysOfABlockingCallThatItCouldNotBePrepared() {
        try (ApiClient keyless = world.client("")) {
            assertThatThrownBy(() -> keyless.call(ApiCall.of("getUserData").with("userId", "4417")))
                    .isInstanceOf(NotSentException.class);
        }
    }
}
