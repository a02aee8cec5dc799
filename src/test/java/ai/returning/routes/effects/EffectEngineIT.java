package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Effects through the real client against the emulator: whatever goes wrong, once. */
@Timeout(120)
class EffectEngineIT {
    private final EffectWorld world;
    private EffectEngine engine;

    EffectEngineIT(@TempDir Path folder) {
        world = new EffectWorld(folder);
    }

    @BeforeEach
    void start() {
        engine = world.engine("here");
    }

    @AfterEach
    void stop() {
        engine.close();
        world.close();
    }

    private EffectOutcome perform(EffectOrder order) {
        return engine.perform(order).toCompletableFuture().join();
    }

    /** A round after that much time. */
    private void later(Duration time) {
        world.clock.advance(time);
        engine.keep();
    }

    @Test
    void doesAnEffectAndKnowsItAfterwards() {
        EffectOutcome first = perform(world.history("trade:1", 1, "10"));
        EffectOutcome again = perform(world.history("trade:1", 1, "10"));

        assertThat(first.state()).isEqualTo(EffectState.APPLIED);
        assertThat(first.fresh()).isTrue();
        assertThat(again.state()).isEqualTo(EffectState.APPLIED);
        assertThat(again.fresh()).isFalse();
        assertThat(world.values(1)).containsExactly("10");
    }

    @Test
    void doesTwoEqualEffectsOfTwoEventsTwice() {
        perform(world.history("trade:1", 1, "10"));
        perform(world.history("trade:2", 1, "10"));

        assertThat(world.values(1)).containsExactly("10", "10");
    }

    @Test
    void readsBackAnAwardThatWasAppliedWithoutAnAnswer() {
        world.emulator.faults().add(FaultRule.next("awardBadge", Fault.of(Fault.Kind.APPLY_THEN_RESET)));

        EffectOutcome outcome = perform(world.award("deposit:1", 3));
        assertThat(outcome.state()).isEqualTo(EffectState.AMBIGUOUS);
        later(Duration.ofMinutes(6));

        assertThat(world.state(outcome)).isEqualTo(EffectState.APPLIED);
        assertThat(calls("awardBadge")).isEqualTo(1);
    }

    @Test
    void findsItsOwnEntryAmongEqualOnes() {
        perform(world.history("trade:1", 1, "10"));
        world.emulator.faults().add(FaultRule.next("createUserFieldHistory", Fault.applyThenFail(500)));

        EffectOutcome unclear = perform(world.history("trade:2", 1, "10"));
        later(Duration.ofMinutes(6));

        assertThat(world.state(unclear)).isEqualTo(EffectState.APPLIED);
        assertThat(world.values(1)).containsExactly("10", "10");
    }

    @Test
    void sendsAgainOnlyWhenTwoLooksAfterTheQuietTimeFoundNothing() {
        perform(world.history("trade:1", 1, "10"));
        world.emulator.faults().add(FaultRule.next("createUserFieldHistory", Fault.status(500)));

        EffectOutcome unclear = perform(world.history("trade:2", 1, "10"));
        assertThat(unclear.state()).isEqualTo(EffectState.AMBIGUOUS);
        later(Duration.ofMinutes(6));
        later(Duration.ofMinutes(6));
        later(Duration.ofMinutes(6));
        assertThat(world.state(unclear)).isEqualTo(EffectState.AMBIGUOUS);
        assertThat(world.values(1)).containsExactly("10");

        later(Duration.ofMinutes(6));
        later(Duration.ofSeconds(1));
        awaitFinal(unclear);
        assertThat(world.state(unclear)).isEqualTo(EffectState.APPLIED);
        assertThat(world.store.find(unclear.effectId()).orElseThrow().attempt()).isEqualTo(2);
        assertThat(world.values(1)).containsExactly("10", "10");
    }

    @Test
    void holdsTheEntriesAfterAnUnclearOne() {
        world.emulator.faults().add(FaultRule.next("createUserFieldHistory", Fault.applyThenFail(503)));

        EffectOutcome first = perform(world.history("trade:1", 1, "10"));
        EffectOutcome second = perform(world.history("trade:2", 1, "20"));
        EffectOutcome other = perform(world.history("trade:3", 2, "30"));
        assertThat(second.state()).isEqualTo(EffectState.INTENT);
        assertThat(other.state()).isEqualTo(EffectState.APPLIED);

        later(Duration.ofMinutes(6));
        later(Duration.ofSeconds(1));
        awaitFinal(second);
        assertThat(world.state(first)).isEqualTo(EffectState.APPLIED);
        assertThat(world.values(1)).containsExactly("10", "20");
    }

    @Test
    void keepsTheOrderOfAUserUnderLoad() {
        List<CompletableFuture<EffectOutcome>> all = IntStream.range(0, 60)
                .mapToObj(n -> engine.perform(world.history("trade:" + n, n % 3, "" + n))
                        .toCompletableFuture())
                .toList();
        all.forEach(CompletableFuture::join);
        Awaitility.await().untilAsserted(() -> {
            engine.keep();
            assertThat(world.store.counts()).isEqualTo(Map.of(EffectState.APPLIED, 60L));
        });

        for (int user = 0; user < 3; user++) {
            int offset = user;
            assertThat(world.values(user))
                    .containsExactlyElementsOf(IntStream.range(0, 20)
                            .mapToObj(n -> "" + (3 * n + offset))
                            .toList());
        }
    }

    @Test
    void filesARefusalWithItsReason() {
        EffectOrder unknown = new EffectOrder(
                "first-deposit",
                "deposit:1",
                "999999",
                "awardBadge",
                Map.of("badgeId", world.badge),
                Json.MAPPER.createObjectNode().put("userId", "999999"),
                Optional.empty(),
                "award-badges",
                "routes/award-badges/award-badges.camel.yaml:12");

        EffectOutcome outcome = perform(unknown);

        assertThat(outcome.state()).isEqualTo(EffectState.REJECTED);
        assertThat(outcome.reason()).contains("User not found");
        assertThat(perform(unknown).state()).isEqualTo(EffectState.REJECTED);
        assertThat(calls("awardBadge")).isEqualTo(1);
    }

    @Test
    void takesA429ForUnclear() {
        world.emulator.faults().add(FaultRule.next("awardBadge", Fault.tooManyRequests(1)));

        assertThat(perform(world.award("deposit:1", 3)).state()).isEqualTo(EffectState.AMBIGUOUS);
        assertThat(calls("awardBadge")).isEqualTo(1);
    }

    @Test
    void keepsEffectsForLaterWhileTheKeyIsRefused() {
        try (ApiClient wrong = world.client("0123456789ab")) {
            EffectEngine locked = world.engine("locked", wrong, LedgerSettings.STANDARD);
            EffectOutcome held = locked.perform(world.award("deposit:1", 3))
                    .toCompletableFuture()
                    .join();
            locked.close();
            assertThat(held.state()).isEqualTo(EffectState.INTENT);

            engine.keep();
            assertThat(world.state(held)).isEqualTo(EffectState.INTENT);
            later(Duration.ofMinutes(2));
            awaitFinal(held);
            assertThat(world.state(held)).isEqualTo(EffectState.APPLIED);
        }
    }

    @Test
    void tellsAPersonWhenAnAttemptThatWasNotSeenShowsUpAfterTheNextOne() {
        world.emulator.faults().add(FaultRule.next("createUserFieldHistory", Fault.status(500)));
        EffectOutcome twice = perform(world.history("trade:1", 1, "10"));
        for (int i = 0; i < 5; i++) {
            later(Duration.ofMinutes(7));
        }
        awaitFinal(twice);
        later(Duration.ofMinutes(10));
        assertThat(world.state(twice)).isEqualTo(EffectState.APPLIED);
        assertThat(world.values(1)).containsExactly("10");
        assertThat(world.doubles()).isEmpty();

        // the first attempt arrives after all
        world.client.call(ApiCall.of("createUserFieldHistory")
                .with("communityId", EffectWorld.COMMUNITY)
                .with("userId", world.user(1))
                .json(Json.MAPPER
                        .createObjectNode()
                        .put("fieldId", world.fieldId)
                        .put("value", "10")));
        later(Duration.ofMinutes(30));

        assertThat(world.doubles()).singleElement().satisfies(alarm -> {
            assertThat(alarm.effect().id()).isEqualTo(twice.effectId());
            assertThat(alarm.why()).contains("an earlier attempt", "2 such entries");
        });
        assertThat(calls("createUserFieldHistory")).isEqualTo(3);
        later(Duration.ofDays(8));
        assertThat(world.database.jdbc().list("select 1 from effect_late", row -> 1))
                .isEmpty();
    }

    @Test
    void looksForALateAttemptOnlyForAWhile() {
        world.emulator.faults().add(FaultRule.next("createUserFieldHistory", Fault.status(500)));
        EffectOutcome once = perform(world.history("trade:1", 1, "10"));
        for (int i = 0; i < 5; i++) {
            later(Duration.ofMinutes(7));
        }
        awaitFinal(once);
        assertThat(world.database.jdbc().list("select 1 from effect_late", row -> 1))
                .hasSize(1);

        later(Duration.ofDays(8));

        assertThat(world.database.jdbc().list("select 1 from effect_late", row -> 1))
                .isEmpty();
        assertThat(world.doubles()).isEmpty();
    }

    @Test
    void asksAPersonWhereNothingCanBeReadBack() {
        world.emulator.faults().add(FaultRule.next("removeBadge", Fault.applyThenFail(500)));
        EffectOutcome outcome = perform(world.removal("tier:1", 3));
        later(Duration.ofMinutes(6));

        assertThat(world.state(outcome)).isEqualTo(EffectState.NEEDS_PERSON);
    }

    @Test
    void neverSendsAgainWhatADeadProcessClaimed() {
        EffectEngine dead = world.engine("dead", world.client, LedgerProbe.brief());
        Ledger ledger =
                new Ledger(world.store, world.parked, world.clock, EffectWorld.COMMUNITY, "dead", LedgerProbe.brief());
        Effect intent = ledger.admit(world.history("trade:1", 1, "10")).join().effect();
        LedgerProbe.claim(ledger, intent);
        ledger.close();
        dead.close();

        engine.keep();
        assertThat(world.store.find(intent.id()).orElseThrow().state()).isEqualTo(EffectState.AMBIGUOUS);
        later(Duration.ofMinutes(6));
        assertThat(calls("createUserFieldHistory")).isZero();
        later(Duration.ofMinutes(16));
        later(Duration.ofMinutes(6));
        later(Duration.ofSeconds(1));
        Awaitility.await()
                .until(() -> world.store.find(intent.id()).orElseThrow().state() == EffectState.APPLIED);
        assertThat(world.values(1)).containsExactly("10");
    }

    @Test
    void takesOverIntentsOfADeadProcess() {
        Ledger ledger =
                new Ledger(world.store, world.parked, world.clock, EffectWorld.COMMUNITY, "dead", LedgerProbe.brief());
        Effect intent = ledger.admit(world.history("trade:1", 1, "10")).join().effect();
        ledger.close();

        engine.keep();
        Awaitility.await()
                .until(() -> world.store.find(intent.id()).orElseThrow().state() == EffectState.APPLIED);
        assertThat(world.values(1)).containsExactly("10");
    }

    @Test
    void refusesAnotherContentUnderAKnownEvent() {
        perform(world.history("trade:1", 1, "10"));

        assertThatThrownBy(() -> perform(world.history("trade:1", 1, "11")))
                .hasRootCauseInstanceOf(RaiException.class)
                .hasMessageContaining("RAI-3014")
                .hasMessageContaining("trade:1");
        assertThat(world.values(1)).containsExactly("10");
        assertThat(world.parked.recent(5)).hasSize(1);
    }

    private long calls(String operation) {
        return world.emulator.requests().of(operation).size();
    }

    private void awaitFinal(EffectOutcome outcome) {
        Awaitility.await().until(() -> world.state(outcome).isFinal());
    }
}
