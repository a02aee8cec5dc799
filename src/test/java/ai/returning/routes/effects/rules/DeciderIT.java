package ai.returning.routes.effects.rules;

import static ai.returning.routes.effects.rules.RulesWorld.decide;
import static ai.returning.routes.effects.rules.RulesWorld.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.Verdict;
import ai.returning.routes.effects.Verdict.Kind;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.RaiException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events through rules into a real ledger, and from there to an emulator: each effect once, each event told. */
@Timeout(120)
class DeciderIT {
    private static final String BADGE_RULE = "first-deposit-over-100";
    private static final String COIN_RULE = "coins-for-trades";

    @TempDir
    private Path folder;

    private RulesWorld rules;
    private Decider decider;

    @BeforeEach
    void start() {
        rules = new RulesWorld(folder);
        decider = rules.decider(RulesWorld.RULES);
    }

    @AfterEach
    void stop() {
        Failpoints.disarm();
        rules.close();
    }

    @Test
    void awardsOnceAUserWhateverTheEventsAndSaysWhyNotOtherwise() {
        Decided decided = decide(
                decider,
                List.of(
                        event("d1", 1, "deposit", "150"),
                        event("d2", 1, "deposit", "200.50"),
                        event("d3", 2, "deposit", "50.00")));

        rules.awaitApplied(1);
        assertThat(rules.calls("awardBadge")).isEqualTo(1);
        assertThat(decided.of(Kind.WANTED)).isEqualTo(2);
        assertThat(decided.of(Kind.NO_MATCH)).isEqualTo(7);
        assertThat(rules.verdict("d1", BADGE_RULE).why())
                .isEqualTo("kind 'deposit' is = 'deposit' and amount 150 is > 100");
        assertThat(rules.verdict("d2", BADGE_RULE).why()).startsWith("The user has it by the event 'd1'");
        assertThat(rules.verdict("d2", BADGE_RULE).effectId())
                .isEqualTo(rules.verdict("d1", BADGE_RULE).effectId());
        assertThat(rules.verdict("d3", BADGE_RULE).why()).isEqualTo("amount 50 is not > 100");
        assertThat(rules.verdict("d3", BADGE_RULE).who()).isEqualTo("u2@example.org");
        assertThat(rules.verdict("d1", BADGE_RULE).place()).endsWith("award-badges.rules.yaml:13");
        assertThat(rules.verdict("d1", BADGE_RULE).event()).isEmpty();
        assertThat(rules.users.asked()).containsExactly(Set.of(new UserName(UserName.Kind.EMAIL, "U1@example.org")));
    }

    @Test
    void paysOnceAnEventHoweverOftenItComes() {
        List<Map<String, @Nullable Object>> events =
                List.of(event("t1", 1, "trade", "7.5"), event("t2", 1, "trade", "7.5"));
        decide(decider, events);
        decide(decider, events);
        decide(rules.decider(RulesWorld.RULES.replace("rule: coins-for-trades", "rule: renamed")), events);

        assertThat(rules.world.store.recent(null, null, 10))
                .hasSize(2)
                .allSatisfy(effect -> assertThat(effect.lane()).isEqualTo(Lane.FILE))
                .allSatisfy(effect -> assertThat(effect.subject()).isEqualTo(rules.world.user(1)))
                .allSatisfy(effect ->
                        assertThat(effect.stake().orElseThrow().amount()).isEqualByComparingTo("7.5"))
                .allSatisfy(effect -> assertThat(effect.content())
                        .contains(
                                "\"email\":\"u1@example.org\"",
                                "\"premium_currency\":\"7.5\"",
                                "\"premium_currency_op\":\"add\""))
                .allSatisfy(effect -> assertThat(effect.fence()).contains("premium_currency|" + rules.world.user(1)));
    }

    @Test
    void takesABadgeAwayByAnEffectOfItsOwn() {
        decide(decider, List.of(event("d1", 1, "deposit", "150")));
        rules.awaitApplied(1);
        decide(decider, List.of(event("r1", 1, "refund", "150")));
        rules.awaitApplied(2);

        assertThat(rules.calls("removeBadge")).isEqualTo(1);
        assertThat(rules.calls("awardBadge")).isEqualTo(1);
    }

    @Test
    void goesOnAfterACrashAtEachStep() {
        List<Map<String, @Nullable Object>> events =
                List.of(event("t1", 1, "trade", "7"), event("d1", 2, "deposit", "150"));
        for (String step : List.of("rules.claimed", "rules.taken")) {
            Failpoints.arm(step, () -> {
                throw new IllegalStateException("the process dies here");
            });
            assertThatThrownBy(() -> decide(decider, events)).hasMessageContaining("dies");
            Failpoints.disarm();
        }
        Decided decided = decide(decider, events);

        assertThat(decided.of(Kind.WANTED)).isEqualTo(2);
        assertThat(rules.world.store.recent(null, null, 10)).hasSize(2);
    }

    @Test
    void parksWhatCannotBeReadAndDecidesTheRest() {
        Map<String, @Nullable Object> text = event("b1", 1, "trade", "7");
        text.put("amount", "7");
        Map<String, @Nullable Object> nul = event("b2", 1, "trade", "7");
        nul.put("email", "u1\0@example.org");
        Map<String, @Nullable Object> nobody = event("b3", 1, "trade", "7");
        nobody.remove("event_id");
        Map<String, @Nullable Object> future = event("b4", 1, "trade", "7");
        future.put(
                "happened_at",
                rules.world.clock.instant().plus(Duration.ofMinutes(6)).toString());

        Decided decided = decide(decider, List.of(text, nul, nobody, future, event("t1", 1, "trade", "7")));

        assertThat(decided.of(Kind.PARKED)).isEqualTo(4);
        assertThat(decided.of(Kind.WANTED)).isEqualTo(1);
        assertThat(rules.verdict("b1", "").why())
                .isEqualTo("Amount (7) is a text, not a number (from-text: true allows it).");
        assertThat(rules.verdict("b2", "").reason()).isEqualTo("invalid-event");
        assertThat(rules.verdict("b4", "").reason()).isEqualTo("future-event");
        assertThat(rules.verdicts.parked("award-badges", null, 10))
                .hasSize(4)
                .allSatisfy(one -> assertThat(one.event()).isPresent())
                .anySatisfy(one -> assertThat(one.eventKey()).startsWith("unnamed-"));
    }

    @Test
    void parksAnEventWithAValueThatTheLedgerCannotKeepAndDecidesTheRest() {
        Decider open = rules.decider(RulesWorld.RULES
                .replace("{ type: text, one-of: [deposit, trade, refund] }", "{ type: text, max-length: 1000 }")
                .replace("when: kind = 'deposit' and amount > 100", "when: amount > 100")
                .replace("once: per-user", "once: per-event")
                .replace("badgeId: BADGE", "badgeId: event.kind"));
        decide(open, List.of(event("d1", 1, "b".repeat(600), "150"), event("d2", 2, rules.world.badge, "150")));

        assertThat(rules.verdict("d1", BADGE_RULE).reason()).isEqualTo("call-unfit");
        assertThat(rules.verdict("d1", BADGE_RULE).why()).contains("The fence of an effect", "the ledger takes 500");
        assertThat(rules.verdict("d2", BADGE_RULE).kind()).isEqualTo(Kind.WANTED);
    }

    @Test
    void parksUnknownUsersAndDecidesThemAgainWhenAPersonAsks() {
        Map<String, @Nullable Object> stranger = event("d1", 77, "deposit", "150");
        Map<String, @Nullable Object> twice = event("d2", 1, "deposit", "150");
        twice.put("email", "twice@example.org");
        Map<String, @Nullable Object> nameless = event("d3", 1, "deposit", "150");
        nameless.put("email", "nameless@example.org");
        decide(decider, List.of(stranger, twice, nameless));

        assertThat(rules.verdict("d1", BADGE_RULE).reason()).isEqualTo("unknown-user");
        assertThat(rules.verdict("d2", BADGE_RULE).reason()).isEqualTo("ambiguous-user");
        assertThat(rules.verdict("d3", BADGE_RULE).reason()).isEqualTo("user-incomplete");
        assertThat(decider.replayRound()).isZero();

        rules.users.add("u77@example.org", rules.world.user(7));
        assertThat(rules.verdicts.askReplay(rules.verdict("d1", BADGE_RULE).id()))
                .isTrue();
        assertThat(decider.replayRound()).isEqualTo(1);
        rules.awaitApplied(1);

        assertThat(rules.verdict("d1", BADGE_RULE).kind()).isEqualTo(Kind.WANTED);
        assertThat(decider.replayRound()).isZero();
        decide(decider, List.of(stranger));
        assertThat(rules.calls("awardBadge")).isEqualTo(1);
    }

    @Test
    void parksAgainWhatIsStillWrong() {
        decide(decider, List.of(event("d1", 77, "deposit", "150")));
        rules.verdicts.askReplay(rules.verdict("d1", BADGE_RULE).id());

        assertThat(decider.replayRound()).isEqualTo(1);
        assertThat(decider.replayRound()).isZero();
        assertThat(rules.verdict("d1", BADGE_RULE).kind()).isEqualTo(Kind.PARKED);
    }

    @Test
    void closesAnInvalidEventOnceItCanBeRead() {
        Map<String, @Nullable Object> unreadable = event("t1", 1, "trade", "7");
        unreadable.put("amount", "7");
        Map<String, @Nullable Object> long41 = event("t".repeat(41), 1, "trade", "7");
        decide(decider, List.of(unreadable, long41));
        Verdict unnamed = rules.verdicts.parked("award-badges", null, 5).stream()
                .filter(one -> one.eventKey().startsWith("unnamed"))
                .findFirst()
                .orElseThrow();
        rules.verdicts.askReplay(rules.verdict("t1", "").id());
        rules.verdicts.askReplay(unnamed.id());

        Decider wider = rules.decider(RulesWorld.RULES
                .replace("scale: 2 }", "scale: 2, from-text: true }")
                .replace("max-length: 40", "max-length: 41"));
        assertThat(wider.replayRound()).isEqualTo(2);

        assertThat(rules.verdicts.parked("award-badges", null, 5)).isEmpty();
        assertThat(rules.verdict("t1", COIN_RULE).kind()).isEqualTo(Kind.WANTED);
        assertThat(rules.world.store.recent(null, null, 10)).hasSize(2);
    }

    @Test
    void losesNothingWhileUsersCannotBeLookedUp() {
        rules.users.away(true);
        List<Map<String, @Nullable Object>> events =
                List.of(event("d1", 1, "deposit", "150"), event("d2", 2, "deposit", "5"));
        assertThatThrownBy(() -> decide(decider, events))
                .hasCauseInstanceOf(RaiException.class)
                .hasMessageContaining("RAI-3030");
        assertThat(rules.verdicts.ofEvent("d2")).isEmpty();

        rules.users.away(false);
        assertThat(decide(decider, events).of(Kind.WANTED)).isEqualTo(1);
    }

    @Test
    void decidesManyEventsInBatches() {
        List<Map<String, @Nullable Object>> events = IntStream.range(0, 2_500)
                .mapToObj(n -> event("t" + n, n % 20, "trade", "1"))
                .toList();

        assertThat(decide(decider, events).of(Kind.WANTED)).isEqualTo(2_500);
        assertThat(rules.watched).extracting(Decided::events).containsExactly(1_000, 1_000, 500);
        assertThat(decide(decider, events).of(Kind.WANTED)).isEqualTo(2_500);
        assertThat(rules.world.store.counts()).isEqualTo(Map.of(EffectState.INTENT, 2_500L));
    }

    @Test
    void takesEventsAsADatabaseGivesThem() {
        Map<String, @Nullable Object> row = new HashMap<>(event("t1", 1, "trade", "7"));
        row.put("amount", new BigDecimal("7.0000000"));
        row.put("happened_at", java.time.LocalDateTime.parse("2026-03-01T01:00:00"));
        Map<String, @Nullable Object> json = event("t1", 1, "trade", "7");
        json.put("amount", 7);
        decide(decider, List.of(row));
        decide(decider, List.of(json));

        assertThat(rules.verdict("t1", COIN_RULE).kind()).isEqualTo(Kind.WANTED);
    }
}
