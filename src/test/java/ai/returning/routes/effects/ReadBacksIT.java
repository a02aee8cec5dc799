package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.ApiCall;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.effects.BentClient.Shown;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a tenant shows is believed only where it can mean one thing. */
@Timeout(120)
class ReadBacksIT {
    private static final Contract SHIPPED = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    private static final String CREATE = "createUserFieldHistory";

    private final EffectWorld world;
    private EffectEngine engine;

    ReadBacksIT(@TempDir Path folder) {
        world = new EffectWorld(folder);
        engine = world.engine("here");
    }

    @AfterEach
    void stop() {
        engine.close();
        world.close();
    }

    private void tenantShows(Consumer<Shown> bend) {
        tenant(UnaryOperator.identity(), bend);
    }

    private void tenant(UnaryOperator<ApiCall> query, Consumer<Shown> bend) {
        engine.close();
        engine = world.engine("bent", new BentClient(world.client, query, bend), LedgerSettings.STANDARD);
    }

    private EffectOutcome perform(String key, String value) {
        return engine.perform(world.history(key, 1, value))
                .toCompletableFuture()
                .join();
    }

    private EffectOutcome lost(String key, String value) {
        world.emulator.faults().add(FaultRule.next(CREATE, Fault.status(500)));
        return perform(key, value);
    }

    private EffectOutcome doneUnheard(String key, String value) {
        world.emulator.faults().add(FaultRule.next(CREATE, Fault.applyThenFail(500)));
        return perform(key, value);
    }

    /** Time enough for all looks and for a new attempt, which then ends. */
    private EffectState settled(EffectOutcome outcome) {
        for (int i = 0; i < 6; i++) {
            world.clock.advance(Duration.ofMinutes(6));
            engine.keep();
        }
        Awaitility.await().until(() -> {
            EffectState state = world.state(outcome);
            return state != EffectState.INTENT && state != EffectState.SENDING;
        });
        return world.state(outcome);
    }

    @Test
    void sendsAgainThoughTheClocksPutAnEqualEntryAtTheEdgeOfTheTimeLookedAt() {
        perform("trade:1", "10");
        world.database.jdbc().update("update effect set sent_at = sent_at - 2000");
        world.clock.advance(Duration.ofSeconds(59));

        EffectOutcome second = lost("trade:2", "10");

        assertThat(settled(second)).isEqualTo(EffectState.APPLIED);
        assertThat(world.values(1)).containsExactly("10", "10");
    }

    @Test
    void doesNotDoubleWhenTheClockOfTheTenantIsBehind() {
        perform("trade:1", "10");
        world.database.jdbc().update("update effect set sent_at = sent_at + 5000");
        world.clock.advance(Duration.ofSeconds(63));

        EffectOutcome second = doneUnheard("trade:2", "10");

        assertThat(settled(second)).isEqualTo(EffectState.APPLIED);
        assertThat(world.values(1)).containsExactly("10", "10");
    }

    @Test
    void takesOtherEffectsForEqualHoweverTheirNumberIsWritten() {
        perform("trade:1", "10");

        EffectOutcome second = lost("trade:2", "10.0");

        assertThat(settled(second)).isEqualTo(EffectState.APPLIED);
        assertThat(world.values(1)).containsExactly("10", "10.0");
    }

    @Test
    void tellsWhatAPersonDidNotSeeAndWhatShowsUpLate() {
        boolean[] late = {true};
        Consumer<Shown> bend = shown -> {
            if (late[0]) {
                shown.items().removeAll();
            }
        };
        engine.close();
        Ledger ledger = new Ledger(
                world.store, world.parked, world.clock, EffectWorld.COMMUNITY, "bent", LedgerSettings.STANDARD);
        engine = new EffectEngine(ledger, new BentClient(world.client, UnaryOperator.identity(), bend), SHIPPED, 64);
        EffectOutcome first = doneUnheard("trade:1", "10");
        assertThat(settled(first)).isEqualTo(EffectState.NEEDS_PERSON);
        new LedgerDesk(world.database.jdbc(), world.clock, "desk").decide(first.effectId(), false, "not there");
        assertThat(settled(first)).isEqualTo(EffectState.APPLIED);
        assertThat(world.values(1)).hasSize(2);
        assertThat(world.doubles()).isEmpty();

        late[0] = false;
        for (int i = 0; i < 10; i++) {
            world.settle(engine);
        }

        assertThat(world.doubles()).hasSize(1);
    }

    @Test
    void provesNothingByTimesThatItCannotRead() {
        tenantShows(each(item -> item.put("createdAt", "01/03/2026")));
        perform("trade:1", "10");
        world.clock.advance(Duration.ofDays(1));

        EffectOutcome second = lost("trade:2", "10");

        assertThat(settled(second)).isEqualTo(EffectState.AMBIGUOUS);
    }

    @Test
    void provesNothingByItemsOfAnotherShape() {
        tenantShows(each(item -> item.set("amount", item.remove("value"))));

        EffectOutcome first = doneUnheard("trade:1", "10");

        assertThat(settled(first)).isEqualTo(EffectState.AMBIGUOUS);
        assertThat(world.values(1)).containsExactly("10");
    }

    @Test
    void asksAPersonWhereTheListShowsFewerEntriesThanWereMade() {
        tenantShows(shown -> {
            while (shown.items().size() > 2) {
                shown.items().remove(0);
            }
        });
        for (int n = 0; n < 4; n++) {
            perform("trade:" + n, "10");
        }

        EffectOutcome last = doneUnheard("trade:9", "10");

        assertThat(settled(last)).isEqualTo(EffectState.NEEDS_PERSON);
        assertThat(world.values(1)).hasSize(5);
    }

    @Test
    void asksAPersonWhereTheListShowsMoreEntriesThanWereMade() {
        for (int n = 0; n < 2; n++) {
            world.client.call(ApiCall.of(CREATE)
                    .with("userId", world.user(1))
                    .with("communityId", EffectWorld.COMMUNITY)
                    .json(world.history("elsewhere", 1, "10").body()));
        }

        EffectOutcome first = lost("trade:1", "10");

        assertThat(settled(first)).isEqualTo(EffectState.NEEDS_PERSON);
        assertThat(world.values(1)).hasSize(2);
    }

    @Test
    void countsAnEntryOnceThatIsPushedToTheNextPage() {
        JsonNode[] last = new JsonNode[1];
        tenantShows(shown -> {
            if (shown.page().equals("1")) {
                last[0] = shown.items().get(shown.items().size() - 1);
            } else if (shown.page().equals("2")) {
                shown.items()
                        .add(last[0])
                        .add(last[0].<ObjectNode>deepCopy().put("_id", "older").put("value", "7"));
            }
        });
        perform("trade:1", "10");

        EffectOutcome second = lost("trade:2", "10");

        assertThat(settled(second)).isEqualTo(EffectState.APPLIED);
        assertThat(world.values(1)).containsExactly("10", "10");
    }

    @Test
    void provesNothingByATenantThatShowsTheSamePageForEachPage() {
        tenant(call -> call.parameters().containsKey("page") ? call.with("page", "1") : call, shown -> {});
        perform("trade:1", "10");

        EffectOutcome second = lost("trade:2", "10");

        assertThat(settled(second)).isEqualTo(EffectState.AMBIGUOUS);
    }

    @Test
    void provesNothingByAListWithoutEnd() {
        tenantShows(shown -> {
            ObjectNode item = world.history("", 1, "7").body().deepCopy();
            shown.items().removeAll();
            shown.items().add(item.put("_id", "x" + shown.page()).put("createdAt", "2026-03-01T02:00:00Z"));
        });

        EffectOutcome first = doneUnheard("trade:1", "10");

        assertThat(settled(first)).isEqualTo(EffectState.AMBIGUOUS);
        assertThat(world.values(1)).containsExactly("10");
    }

    @Test
    void asksAPersonWhereNobodyHasSeenThatAbsenceProvesAnything() {
        engine.close();
        Ledger ledger = new Ledger(
                world.store, world.parked, world.clock, EffectWorld.COMMUNITY, "here", LedgerSettings.STANDARD);
        engine = new EffectEngine(ledger, world.client, SHIPPED, 64);

        EffectOutcome first = lost("trade:1", "10");

        assertThat(settled(first)).isEqualTo(EffectState.NEEDS_PERSON);
        assertThat(world.store.find(first.effectId()).orElseThrow().reason()).contains("does not call a proof");
        assertThat(world.values(1)).isEmpty();
    }

    @Test
    void neverSendsAnEffectWhoseRowWasChanged() {
        EffectOutcome first = lost("trade:1", "10");
        world.database.jdbc().update("update effect set content = replace(content, '\"10\"', '\"99\"')");

        assertThat(settled(first)).isEqualTo(EffectState.NEEDS_PERSON);
        assertThat(world.store.find(first.effectId()).orElseThrow().reason()).contains("changed in the database");
        assertThat(world.values(1)).isEqualTo(List.of());
    }

    private static Consumer<Shown> each(Consumer<ObjectNode> change) {
        return shown -> shown.items().forEach(item -> change.accept((ObjectNode) item));
    }
}
