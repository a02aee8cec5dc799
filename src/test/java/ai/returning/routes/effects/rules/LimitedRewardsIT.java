package ai.returning.routes.effects.rules;

import static ai.returning.routes.effects.rules.RulesWorld.decide;
import static ai.returning.routes.effects.rules.RulesWorld.event;
import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.LedgerDesk;
import ai.returning.routes.effects.Verdict;
import ai.returning.routes.effects.Verdict.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Caps, approvals and amounts that no effect may move, also between two processes. */
@Timeout(120)
class LimitedRewardsIT {
    private static final String COIN_RULE = "coins-for-trades";

    @TempDir
    private Path folder;

    private RulesWorld rules;

    @BeforeEach
    void start() {
        rules = new RulesWorld(folder);
    }

    @AfterEach
    void stop() {
        rules.close();
    }

    private static String limited(String limits) {
        return RulesWorld.RULES + "limits:\n" + limits.indent(2);
    }

    @Test
    void holdsBackWhatGoesBeyondACap() {
        Decider limited = rules.decider(limited("user-and-day: { count: 2, amount: 100 }\nday: { amount: 150 }"));
        decide(
                limited,
                List.of(
                        event("t1", 1, "trade", "60"),
                        event("t2", 1, "trade", "50"),
                        event("t3", 1, "trade", "40"),
                        event("t4", 1, "trade", "1"),
                        event("t5", 2, "trade", "60")));

        assertThat(rules.verdict("t1", COIN_RULE).kind()).isEqualTo(Kind.WANTED);
        assertThat(rules.verdict("t2", COIN_RULE).kind()).isEqualTo(Kind.HELD);
        assertThat(rules.verdict("t2", COIN_RULE).why()).contains("2 or 100 premium_currency a user and day");
        assertThat(rules.verdict("t3", COIN_RULE).kind()).isEqualTo(Kind.WANTED);
        assertThat(rules.verdict("t4", COIN_RULE).kind()).isEqualTo(Kind.HELD);
        assertThat(rules.verdict("t5", COIN_RULE).why()).contains("150 premium_currency a day");

        rules.world.clock.advance(Duration.ofDays(1));
        decide(limited, List.of(event("t6", 1, "trade", "100")));
        assertThat(rules.verdict("t6", COIN_RULE).kind()).isEqualTo(Kind.WANTED);
    }

    @Test
    void paysOnceAUserWhoHasAnotherAddressMeanwhile() {
        Decider welcome = rules.decider(RulesWorld.RULES.replace(
                "do: awardBadge\n    with: { badgeId: BADGE, userId: user.short-id }",
                "do: updateCurrencyByWebhook\n    with: { webhook: coins, email: user.email, amount: 10 }"));
        decide(welcome, List.of(event("d1", 1, "deposit", "150")));
        rules.users.add("new@example.org", rules.world.user(1));
        Map<String, @Nullable Object> later = event("d2", 1, "deposit", "150");
        later.put("email", "new@example.org");

        decide(welcome, List.of(later));

        Verdict second = rules.verdict("d2", "first-deposit-over-100");
        assertThat(rules.verdict("d1", "first-deposit-over-100").kind()).isEqualTo(Kind.WANTED);
        assertThat(second.kind()).as(second.why()).isEqualTo(Kind.HELD);
        assertThat(second.why()).contains("one a user, who may have had another name before");
    }

    @Test
    void letsAPersonApproveWhatIsLarge() {
        Decider limited = rules.decider(limited("approve-above: 250"));
        decide(limited, List.of(event("t1", 1, "trade", "250"), event("t2", 2, "trade", "250.01")));
        Verdict held = rules.verdict("t2", COIN_RULE);

        assertThat(rules.verdict("t1", COIN_RULE).kind()).isEqualTo(Kind.WANTED);
        assertThat(held.kind()).isEqualTo(Kind.HELD);
        assertThat(held.why()).isEqualTo("It moves 250.01 premium_currency; more than 250 needs an approval.");

        String id = held.effectId().orElseThrow();
        new LedgerDesk(rules.world.database.jdbc(), rules.world.clock, "desk").approve(id, "Anna");
        decide(limited, List.of(event("t2", 2, "trade", "250.01")));
        assertThat(rules.world.store.find(id).orElseThrow().state()).isEqualTo(EffectState.INTENT);
        assertThat(rules.verdict("t2", COIN_RULE).kind()).isEqualTo(Kind.WANTED);
    }

    @Test
    void refusesAmountsThatNoEffectMayMove() {
        Decider limited = rules.decider(limited("amount: { above: 1, to: 500 }"));
        decide(
                limited,
                List.of(
                        event("t1", 1, "trade", "-5"),
                        event("t2", 1, "trade", "0"),
                        event("t3", 1, "trade", "1"),
                        event("t4", 1, "trade", "500.01"),
                        event("t5", 1, "trade", "500")));

        assertThat(IntStream.range(1, 5).mapToObj(n -> rules.verdict("t" + n, COIN_RULE)))
                .allSatisfy(one -> assertThat(one.reason()).isEqualTo("amount-refused"));
        assertThat(rules.verdict("t4", COIN_RULE).why()).contains("500.01 premium_currency: the most is 500");
        assertThat(rules.verdict("t5", COIN_RULE).kind()).isEqualTo(Kind.WANTED);
    }

    @Test
    void givesTheLastPlaceOfACapToOneOfTwoProcesses() {
        String text = limited("flow: { count: 7 }");
        try (EffectEngine other = rules.world.engine("other")) {
            List<Decider> processes = List.of(rules.decider(text), rules.decider(text, other));
            List<CompletableFuture<Decided>> all = new ArrayList<>();
            for (int n = 0; n < 20; n++) {
                all.add(processes
                        .get(n % 2)
                        .decide(List.of(event("t" + n, n, "trade", "1")), "run-" + n)
                        .toCompletableFuture());
            }
            all.forEach(CompletableFuture::join);
        }

        assertThat(rules.world.store.recent(null, EffectState.INTENT, 50)).hasSize(7);
        assertThat(rules.world.store.recent(null, EffectState.PLANNED, 50)).hasSize(13);
    }

    @Test
    void countsARunOnItsOwn() {
        Decider limited = rules.decider(limited("run: { count: 1 }"));
        List<Kind> kinds = new ArrayList<>();
        for (String run : List.of("a", "a", "b")) {
            String key = "t" + kinds.size();
            limited.decide(List.of(event(key, 1, "trade", "1")), run)
                    .toCompletableFuture()
                    .join();
            kinds.add(rules.verdict(key, COIN_RULE).kind());
        }

        assertThat(kinds).containsExactly(Kind.WANTED, Kind.HELD, Kind.WANTED);
    }
}
