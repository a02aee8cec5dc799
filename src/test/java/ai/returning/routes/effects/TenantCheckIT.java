package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.identity.CommunityCheck;
import ai.returning.routes.identity.CommunityCheck.Demand;
import ai.returning.routes.identity.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A key of another community does no effect; what was sent is counted at the emulator. */
@Timeout(120)
class TenantCheckIT {
    private static final Duration NO_HOLD = Duration.ofMillis(1);

    private final EffectWorld world;
    private EffectEngine engine;
    private CommunityCheck check;

    TenantCheckIT(@TempDir Path folder) {
        world = new EffectWorld(folder);
    }

    @AfterEach
    void stop() {
        engine.close();
        world.close();
    }

    private void start(ApiClient client, String community, Demand demand) {
        check = new CommunityCheck(client, EffectWorld.CONTRACT, community, operation -> true, demand, NO_HOLD);
        engine = world.engine("here", client, LedgerSettings.STANDARD)
                .check(operation -> check.hindrance(operation)
                        .thenApply(found -> found.map(why -> new TenantCheck.Wait(why.why(), why.again()))));
    }

    private EffectOutcome perform(EffectOrder order) {
        return engine.perform(order).toCompletableFuture().join();
    }

    private int calls(String operation) {
        return world.emulator.requests().count(operation);
    }

    @Test
    void sendsNothingWithTheSystemKeyOfAnotherCommunity() {
        start(world.client(EffectWorld.FOREIGN_KEY), EffectWorld.COMMUNITY, Demand.WHEN_SHOWN);

        EffectOutcome outcome = perform(world.award("deposit:1", 1));

        assertThat(outcome.state()).isEqualTo(EffectState.INTENT);
        assertThat(outcome.reason())
                .contains(
                        "RAI-4015",
                        "x-api-key",
                        EffectWorld.COMMUNITY,
                        "listMyServers shows the community " + EffectWorld.FOREIGN_COMMUNITY,
                        "evidence assumed");
        assertThat(calls("awardBadge")).isZero();
        assertThat(world.state(outcome)).isEqualTo(EffectState.INTENT);
    }

    @Test
    void sendsNothingWithTheCommunityKeyOfAnotherCommunity() {
        start(world.client(EffectWorld.FOREIGN_KEY), EffectWorld.COMMUNITY, Demand.WHEN_SHOWN);

        EffectOutcome outcome = perform(world.history("trade:1", 1, "7"));

        assertThat(outcome.state()).isEqualTo(EffectState.INTENT);
        assertThat(outcome.reason()).contains("RAI-4015", "listUserFields is refused for it (403)", "userFields");
        assertThat(calls("createUserFieldHistory")).isZero();
    }

    /** The key is good, and the id that the ledger is kept for is another's: the award would go through. */
    @Test
    void sendsNothingWhereTheConfiguredIdIsNotTheKeysOwn() {
        start(world.client, EffectWorld.FOREIGN_COMMUNITY, Demand.WHEN_SHOWN);

        assertThat(perform(world.award("deposit:1", 1)).state()).isEqualTo(EffectState.INTENT);
        assertThat(world.emulator.users().find(world.user(1)).orElseThrow().badges())
                .isEmpty();
    }

    @Test
    void wouldSeeAnAwardThatWentThroughUnchecked() {
        start(world.client, EffectWorld.FOREIGN_COMMUNITY, Demand.OFF);

        assertThat(perform(world.award("deposit:1", 1)).state()).isEqualTo(EffectState.APPLIED);
        assertThat(world.emulator.users().find(world.user(1)).orElseThrow().badges())
                .hasSize(1);
        assertThat(calls("listMyServers")).isZero();
    }

    @Test
    void asksOnceForAllEffectsOfAKey() {
        start(world.client, EffectWorld.COMMUNITY, Demand.REQUIRED);

        List<CompletableFuture<EffectOutcome>> all = IntStream.range(0, 15)
                .mapToObj(n -> engine.perform(world.award("deposit:" + n, n)).toCompletableFuture())
                .toList();

        assertThat(all).allSatisfy(one -> assertThat(one.join().state()).isEqualTo(EffectState.APPLIED));
        perform(world.history("trade:1", 1, "7"));
        assertThat(calls("listMyServers")).isEqualTo(1);
        assertThat(check.standings()).containsOnlyKeys("x-api-key", "bearer-community-key");
        assertThat(check.standings().values()).extracting(Standing::kind).containsOnly(Standing.Kind.SAME);
    }

    @Test
    void sendsWhatWaitedOnceTheKeyIsRight() {
        start(world.client, EffectWorld.FOREIGN_COMMUNITY, Demand.WHEN_SHOWN);
        EffectOutcome outcome = perform(world.award("deposit:1", 1));
        engine.close();

        start(world.client, EffectWorld.COMMUNITY, Demand.WHEN_SHOWN);
        world.settle(engine);

        Awaitility.await().until(() -> world.state(outcome), EffectState.APPLIED::equals);
        assertThat(calls("awardBadge")).isEqualTo(1);
    }

    @Test
    void waitsWhileTheApiDoesNotAnswer() {
        world.emulator.faults().add(FaultRule.every("listMyServers", Fault.status(500)));
        start(world.client, EffectWorld.COMMUNITY, Demand.WHEN_SHOWN);

        EffectOutcome outcome = perform(world.award("deposit:1", 1));

        assertThat(outcome.state()).isEqualTo(EffectState.INTENT);
        assertThat(outcome.reason()).contains("listMyServers failed");
        world.emulator.faults().clear();
        Awaitility.await()
                .until(
                        () -> {
                            world.settle(engine);
                            return world.state(outcome);
                        },
                        EffectState.APPLIED::equals);
    }

    @Test
    void goesOnUncheckedWhereTheTenantShowsNothingUnlessItIsAskedFor() {
        Fault missing = new Fault(Fault.Kind.STATUS, 404, "no such route", Map.of());
        world.emulator.faults().add(FaultRule.every("listMyServers", missing));
        start(world.client, EffectWorld.COMMUNITY, Demand.WHEN_SHOWN);
        assertThat(perform(world.award("deposit:1", 1)).state()).isEqualTo(EffectState.APPLIED);
        engine.close();

        start(world.client, EffectWorld.COMMUNITY, Demand.REQUIRED);
        EffectOutcome outcome = perform(world.award("deposit:2", 2));

        assertThat(outcome.state()).isEqualTo(EffectState.INTENT);
        assertThat(outcome.reason()).contains("this tenant has no listMyServers (404)");
    }

    @Test
    void holdsBackNoOtherKey() {
        Fault broken = Fault.status(403);
        world.emulator.faults().add(FaultRule.every("listMyServers", broken));
        start(world.client, EffectWorld.COMMUNITY, Demand.WHEN_SHOWN);

        assertThat(perform(world.award("deposit:1", 1)).state()).isEqualTo(EffectState.INTENT);
        assertThat(perform(world.history("trade:1", 1, "7")).state()).isEqualTo(EffectState.APPLIED);
    }

    @Test
    void keepsAnEffectWhoseCheckFails() {
        engine = world.engine("here").check(operation -> CompletableFuture.failedFuture(new AssertionError("broken")));

        EffectOutcome outcome = perform(world.award("deposit:1", 1));

        assertThat(outcome.state()).isEqualTo(EffectState.INTENT);
        assertThat(calls("awardBadge")).isZero();
    }
}
