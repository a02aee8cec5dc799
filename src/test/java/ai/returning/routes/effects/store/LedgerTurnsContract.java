package ai.returning.routes.effects.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerProbe;
import ai.returning.routes.effects.LedgerTaking;
import ai.returning.routes.effects.store.EffectStore.Written;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every state database must do for the ledger of effects: which effects may go, and in what order. */
abstract class LedgerTurnsContract extends LedgerContract {
    @Test
    void sendsEffectsOfOneFenceOneAfterTheOtherInTheirOrder() {
        Effect first = ledger.admit(history("trade:1", "1")).join().effect();
        Effect second = ledger.admit(history("trade:2", "2")).join().effect();

        assertThat(LedgerProbe.claim(ledger, second)).isEqualTo(Written.FENCED);
        assertThat(LedgerProbe.claim(ledger, first)).isEqualTo(Written.DONE);
        assertThat(LedgerProbe.claim(ledger, second)).isEqualTo(Written.FENCED);
        LedgerProbe.apply(ledger, store.find(first.id()).orElseThrow());
        assertThat(fences()).isEmpty();
        assertThat(store.nextOf(TENANT, "history|4417", Long.MAX_VALUE)).isEmpty();
        LedgerProbe.free(ledger, second);
        assertThat(store.nextOf(TENANT, "history|4417", Long.MAX_VALUE))
                .map(Effect::id)
                .contains(second.id());
        assertThat(LedgerProbe.claim(ledger, second)).isEqualTo(Written.DONE);
    }

    @Test
    void offersOfEachFenceOnlyTheFirstThatMayGo() {
        Effect first = ledger.admit(history("trade:1", "1")).join().effect();
        Effect second = ledger.admit(history("trade:2", "2")).join().effect();
        Effect free = ledger.admit(award("deposit:1", "4417", "gold")).join().effect();
        List.of(first, second, free).forEach(intent -> LedgerProbe.free(ledger, intent));

        assertThat(store.freeIntents(TENANT, Lane.CALL, Long.MAX_VALUE, 10, operation -> 10))
                .extracting(Effect::id)
                .containsExactly(first.id(), free.id());
        LedgerProbe.claim(ledger, store.find(first.id()).orElseThrow());
        assertThat(store.freeIntents(TENANT, Lane.CALL, Long.MAX_VALUE, 10, operation -> 10))
                .extracting(Effect::id)
                .containsExactly(free.id());
        LedgerProbe.unclear(ledger, store.find(first.id()).orElseThrow());
        assertThat(store.freeIntents(TENANT, Lane.CALL, Long.MAX_VALUE, 10, operation -> 10))
                .extracting(Effect::id)
                .containsExactly(free.id());
        assertThat(store.nextOf(TENANT, "history|4417", Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void letsTheOlderOfTwoClaimsOfOneCommitTakeTheFence() {
        Effect first = ledger.admit(history("trade:1", "1")).join().effect();
        Effect second = ledger.admit(history("trade:2", "2")).join().effect();

        assertThat(store.write(List.of(LedgerProbe.claimOf(ledger, second), LedgerProbe.claimOf(ledger, first))))
                .containsExactly(Written.FENCED, Written.DONE);
    }

    @Test
    void showsNothingOfAnotherCommunity() {
        try (Ledger other = new Ledger(store, parked, Clock.systemUTC(), "another", "there", LedgerProbe.brief())) {
            List<Effect> theirs = new ArrayList<>();
            for (String key : List.of("trade:1", "trade:2", "trade:3")) {
                theirs.add(other.admit(history(key, key)).join().effect());
            }
            theirs.forEach(effect -> LedgerProbe.free(other, effect));
            String row = LedgerTaking.take(other, List.of(reward("reward:1", Optional.empty(), List.of())))
                    .get(0)
                    .id();

            assertThat(store.freeIntents(TENANT, Lane.CALL, Long.MAX_VALUE, 10, operation -> 10))
                    .isEmpty();
            assertThat(store.freeRows(TENANT, "bulkUpdatePremiumCurrency", Long.MAX_VALUE, 10))
                    .isEmpty();
            assertThat(store.nextOf(TENANT, "history|4417", Long.MAX_VALUE)).isEmpty();
            assertThat(store.freeIntents("another", Lane.CALL, Long.MAX_VALUE, 10, operation -> 10))
                    .hasSize(1);
            assertThat(store.freeRows("another", "bulkUpdatePremiumCurrency", Long.MAX_VALUE, 10))
                    .extracting(Effect::id)
                    .containsExactly(row);
            LedgerProbe.claim(other, store.find(theirs.get(0).id()).orElseThrow());
            assertThat(store.lostSends(TENANT, 10)).isEmpty();
            LedgerProbe.unclear(other, store.find(theirs.get(0).id()).orElseThrow());
            assertThat(store.due(TENANT, EffectState.AMBIGUOUS, Long.MAX_VALUE, 10))
                    .isEmpty();
            assertThat(store.due("another", EffectState.AMBIGUOUS, Long.MAX_VALUE, 10))
                    .hasSize(1);
            assertThat(store.openBeside(TENANT)).isEqualTo(Map.of("another", 4L));
            assertThat(store.openBeside("another")).isEmpty();
        }
    }

    @Test
    void findsWhatMayGoAmongMuchThatMayNot() {
        for (int n = 0; n < 3; n++) {
            LedgerTaking.take(ledger, List.of(reward("reward:" + n, Optional.empty(), List.of())));
            ledger.admit(history("trade:" + n, "" + n)).join();
        }
        jdbc.update("insert into flow_switch (flow, at, who, reason) values ('record-field-history', 1, 'me', '')");
        Effect late = ledger.admit(award("deposit:1", "1", "gold")).join().effect();
        Effect first = ledger.admit(award("deposit:2", "2", "gold")).join().effect();
        List.of(late, first).forEach(one -> LedgerProbe.free(ledger, one));
        long now = first.dueAt();
        jdbc.update("update effect set due_at = ? where effect_id = ?", now + 1, late.id());

        assertThat(store.freeIntents(TENANT, Lane.CALL, now, 10, operation -> 10))
                .extracting(Effect::id)
                .containsExactly(first.id());
        assertThat(store.freeIntents(TENANT, Lane.CALL, now + 1, 10, operation -> 10))
                .extracting(Effect::id)
                .containsExactly(first.id(), late.id());
        assertThat(store.freeIntents(TENANT, Lane.CALL, now + 1, 10, operation -> 1))
                .extracting(Effect::id)
                .containsExactly(first.id());
        assertThat(store.freeIntents(TENANT, Lane.CALL, now + 1, 10, operation -> 0))
                .isEmpty();
    }

    @Test
    void keepsTheFenceWhileAnEffectIsUnclear() {
        Effect first = ledger.admit(history("trade:1", "1")).join().effect();
        Effect second = ledger.admit(history("trade:2", "2")).join().effect();
        LedgerProbe.claim(ledger, first);
        LedgerProbe.unclear(ledger, store.find(first.id()).orElseThrow());

        assertThat(LedgerProbe.claim(ledger, second)).isEqualTo(Written.FENCED);
        assertThat(fences()).containsExactly("history|4417");
    }

    @Test
    void showsASendWhoseHolderFellSilent() {
        Ledger brief = new Ledger(store, parked, Clock.systemUTC(), TENANT, "brief", LedgerProbe.brief());
        Effect intent = brief.admit(award("deposit:1", "4417", "gold")).join().effect();
        Effect other = ledger.admit(award("deposit:2", "4417", "gold")).join().effect();
        LedgerProbe.claim(brief, intent);
        LedgerProbe.claim(ledger, other);

        assertThat(store.lostSends(TENANT, 10)).extracting(Effect::id).containsExactly(intent.id());
        brief.close();
    }
}
