package ai.returning.routes.effects.rules;

import static ai.returning.routes.effects.rules.RulesWorld.decide;
import static ai.returning.routes.effects.rules.RulesWorld.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.effects.Verdict;
import ai.returning.routes.effects.Verdict.Kind;
import ai.returning.routes.support.Failpoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events that change after they were seen: what led to an effect stays as it is, and a person hears of it. */
@Timeout(120)
class EditedEventsIT {
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
    void parksAnEventThatWasEditedAfterItLedToAnEffect() {
        decide(decider, List.of(event("t1", 1, "trade", "7")));
        decide(decider, List.of(event("t1", 1, "trade", "8")));

        Verdict edited = rules.verdict("t1", COIN_RULE);
        assertThat(edited.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(edited.why()).contains("amount changed");
        assertThat(edited.event()).isPresent();
        assertThat(rules.verdicts.parked("award-badges", "edited", 5)).hasSize(1);
        assertThat(rules.watched.get(1).of(Kind.CONFLICT)).isEqualTo(1);
        assertThat(rules.world.store.recent(null, null, 10)).hasSize(1);
    }

    @Test
    void paysNobodyElseWhenAnEventIsEditedToMeanAnotherUser() {
        decide(decider, List.of(event("t1", 1, "trade", "7")));
        decide(decider, List.of(event("t1", 2, "trade", "7")));

        assertThat(rules.verdict("t1", COIN_RULE).kind()).isEqualTo(Kind.CONFLICT);
        assertThat(rules.world.store.recent(null, null, 10)).hasSize(1);
    }

    @Test
    void takesAnotherSpellingOfTheSameUserForNoEdit() {
        Map<String, @Nullable Object> spelt = event("t1", 1, "trade", "7");
        spelt.put("email", " u1@EXAMPLE.org ");
        decide(decider, List.of(event("t1", 1, "trade", "7")));
        decide(decider, List.of(spelt));

        assertThat(rules.verdict("t1", COIN_RULE).kind()).isEqualTo(Kind.WANTED);
    }

    @Test
    void decidesAgainWhatWasEditedBeforeItLedToAnything() {
        decide(decider, List.of(event("d1", 1, "deposit", "50")));
        decide(decider, List.of(event("d1", 1, "deposit", "150")));

        assertThat(rules.verdict("d1", BADGE_RULE).kind()).isEqualTo(Kind.WANTED);
        rules.awaitApplied(1);
    }

    private void dieBeforeTheEffectIsTaken() {
        Failpoints.arm("rules.claimed", () -> {
            throw new IllegalStateException("the process dies here");
        });
        assertThatThrownBy(() -> decide(decider, List.of(event("t1", 1, "trade", "7"))))
                .hasMessageContaining("dies");
        Failpoints.disarm();
    }

    @Test
    void takesTheEditOfWhatLedToNothingBecauseTheProcessDied() {
        dieBeforeTheEffectIsTaken();

        decide(decider, List.of(event("t1", 1, "trade", "8")));

        assertThat(rules.verdict("t1", COIN_RULE).kind()).isEqualTo(Kind.WANTED);
        assertThat(rules.world.store.recent(null, null, 10))
                .singleElement()
                .satisfies(effect ->
                        assertThat(effect.stake().orElseThrow().amount()).isEqualByComparingTo("8"));
        decide(decider, List.of(event("t1", 1, "trade", "9")));
        assertThat(rules.verdict("t1", COIN_RULE).kind()).isEqualTo(Kind.CONFLICT);
    }

    /** Whoever claimed it may only be asleep, and two users would be paid. */
    @Test
    void paysNobodyElseEvenIfTheProcessDied() {
        dieBeforeTheEffectIsTaken();

        decide(decider, List.of(event("t1", 2, "trade", "7")));

        assertThat(rules.verdict("t1", COIN_RULE).kind()).isEqualTo(Kind.CONFLICT);
        assertThat(rules.world.store.recent(null, null, 10)).isEmpty();
    }

    @Test
    void seesAnEditEvenAfterACrashBeforeTheVerdict() {
        Failpoints.arm("rules.taken", () -> {
            throw new IllegalStateException("the process dies here");
        });
        assertThatThrownBy(() -> decide(decider, List.of(event("t1", 1, "trade", "7"))))
                .hasMessageContaining("dies");
        Failpoints.disarm();
        assertThat(rules.verdicts.ofEvent("t1")).isEmpty();

        decide(decider, List.of(event("t1", 2, "trade", "7")));

        assertThat(rules.verdict("t1", COIN_RULE).kind()).isEqualTo(Kind.CONFLICT);
        assertThat(rules.world.store.recent(null, null, 10)).hasSize(1);
    }
}
