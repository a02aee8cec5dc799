package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.support.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A 200 of a webhook proves nothing: the balance before and after the call decides. */
@Timeout(120)
class BalancesIT {
    private static final String ADJUST = "updateCurrencyByWebhook";
    private static final String READ = "getUserData";

    private final EffectWorld world;
    private EffectEngine engine;

    BalancesIT(@TempDir Path folder) {
        world = new EffectWorld(folder);
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

    private EffectOutcome strike(Fault fault) {
        world.emulator.faults().add(FaultRule.next(ADJUST, fault));
        return perform(world.adjustment("refund:1", 1, 15));
    }

    /** Time enough for all looks. */
    private EffectState settled(EffectOutcome outcome) {
        for (int i = 0; i < 6; i++) {
            world.clock.advance(Duration.ofMinutes(6));
            engine.keep();
        }
        Awaitility.await().until(() -> world.state(outcome) != EffectState.SENDING);
        return world.state(outcome);
    }

    private int calls() {
        return world.emulator.requests().of(ADJUST).size();
    }

    private String reason(EffectOutcome outcome) {
        return String.valueOf(world.store.find(outcome.effectId()).orElseThrow().reason());
    }

    @Test
    void countsAnAmountWhenTheBalanceShowsIt() {
        EffectOutcome added = perform(world.adjustment("refund:1", 1, 15));
        assertThat(added.state()).as("a 200 is no proof").isEqualTo(EffectState.AMBIGUOUS);

        engine.look();

        assertThat(world.state(added)).isEqualTo(EffectState.APPLIED);
        assertThat(reason(added)).contains("getUserData shows 15, it was 0 before 15 were to be added");
        EffectOutcome taken = perform(world.adjustment("refund:2", 1, -5));
        engine.look();
        assertThat(world.state(taken)).isEqualTo(EffectState.APPLIED);
        assertThat(world.coins(1)).isEqualTo("10");
    }

    @Test
    void neverSendsAgainWhatWasAppliedUnheard() {
        EffectOutcome lost = strike(Fault.applyThenTimeout());
        assertThat(lost.state()).isEqualTo(EffectState.AMBIGUOUS);

        assertThat(settled(lost)).isEqualTo(EffectState.APPLIED);
        assertThat(calls()).isOne();
        assertThat(world.coins(1)).isEqualTo("15");
    }

    @Test
    void asksAPersonWhereTheBalanceNeverChanges() {
        EffectOutcome lost = strike(Fault.status(500));

        assertThat(settled(lost)).isEqualTo(EffectState.NEEDS_PERSON);
        assertThat(reason(lost)).contains("that proves nothing");
        assertThat(calls()).isOne();
    }

    @Test
    void asksAPersonWhereA200DidNothing() {
        String accepted = "{\"status\":\"success\",\"message\":\"accepted\"}";

        EffectOutcome swallowed = strike(new Fault(Fault.Kind.STATUS, 200, accepted, Map.of()));

        assertThat(settled(swallowed)).isEqualTo(EffectState.NEEDS_PERSON);
        assertThat(world.coins(1)).isEqualTo("0");
    }

    @Test
    void asksAPersonWhereSomethingElseChangedTheBalance() {
        EffectOutcome lost = strike(Fault.applyThenFail(500));
        world.client.call(ApiCall.of(ADJUST)
                .with("webhook", "coins")
                .json(world.adjustment("by-hand", 1, 7).body()));

        assertThat(settled(lost)).isEqualTo(EffectState.NEEDS_PERSON);
        assertThat(reason(lost)).contains("shows 22, it was 0 before 15");
    }

    @Test
    void sendsNothingWhileTheBalanceCannotBeRead() {
        world.emulator.faults().add(FaultRule.next(READ, Fault.status(400)));

        EffectOutcome held = perform(world.adjustment("refund:1", 1, 15));

        assertThat(held.state()).isEqualTo(EffectState.INTENT);
        assertThat(held.reason()).contains("the balance before the call could not be read, so nothing was sent");
        assertThat(calls()).isZero();
        world.clock.advance(Duration.ofMinutes(1));
        engine.keep();
        Awaitility.await().until(() -> world.state(held) == EffectState.AMBIGUOUS);
        engine.look();
        assertThat(world.state(held)).isEqualTo(EffectState.APPLIED);
    }

    @Test
    void asksAPersonWhereTheUserSpentTheSameAmountMeanwhile() {
        EffectOutcome lost = strike(Fault.applyThenFail(500));
        world.client.call(ApiCall.of(ADJUST)
                .with("webhook", "coins")
                .json(world.adjustment("spent", 1, -15).body()));

        assertThat(settled(lost)).isEqualTo(EffectState.NEEDS_PERSON);
        assertThat(reason(lost)).contains("shows 0, it was 0 before 15", "may have gone the other way since");
        assertThat(calls()).as("ours and the spending").isEqualTo(2);
        assertThat(world.coins(1)).isEqualTo("0");
    }

    @Test
    void keepsTheAmountsOfAUserOneAfterTheOther() {
        EffectOutcome first = perform(world.adjustment("refund:1", 1, 15));
        EffectOutcome second = perform(world.adjustment("refund:2", 1, 15));
        EffectOutcome other = perform(world.adjustment("refund:3", 2, 15));

        assertThat(second.state()).as("the balance of the first is not settled").isEqualTo(EffectState.INTENT);
        assertThat(other.state()).isEqualTo(EffectState.AMBIGUOUS);
        engine.look();
        assertThat(world.state(first)).isEqualTo(EffectState.APPLIED);
        Awaitility.await().until(() -> world.state(second) == EffectState.AMBIGUOUS);
        engine.look();
        assertThat(world.state(second)).isEqualTo(EffectState.APPLIED);
        assertThat(world.coins(1)).isEqualTo("30");
    }

    @Test
    void asksAPersonAboutACallWhoseBalanceWasNotRead() {
        EffectOutcome unclear = perform(world.adjustment("refund:1", 1, 15));
        world.database.jdbc().update("delete from effect_balance");

        engine.look();

        assertThat(world.state(unclear)).isEqualTo(EffectState.NEEDS_PERSON);
        assertThat(reason(unclear)).contains("the balance before the call is not known");
    }

    @Test
    void readsFieldsBackThatWereSet() {
        EffectOrder set = new EffectOrder(
                "points-set",
                "change:1",
                "u1@example.org",
                "updateUserFieldsByWebhook",
                Map.of("webhook", "user-fields"),
                Json.MAPPER
                        .createObjectNode()
                        .put("email", "u1@example.org")
                        .set("fields", Json.MAPPER.createObjectNode().put("member-points", "8")),
                Optional.of("incoming-webhooks|u1@example.org|user-fields"),
                "set-user-fields",
                "routes/set-user-fields/set-user-fields.rules.yaml:17");
        world.emulator.faults().add(FaultRule.next("updateUserFieldsByWebhook", Fault.applyThenFail(500)));

        EffectOutcome lost = perform(set);

        assertThat(settled(lost)).isEqualTo(EffectState.APPLIED);
        assertThat(world.emulator.requests().of("updateUserFieldsByWebhook")).hasSize(1);
    }
}
