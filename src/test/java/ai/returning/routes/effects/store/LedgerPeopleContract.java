package ai.returning.routes.effects.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.effects.Cap;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.LedgerDesk;
import ai.returning.routes.effects.LedgerProbe;
import ai.returning.routes.effects.LedgerTaking;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every state database must do for the ledger of effects: what people decide and look for. */
abstract class LedgerPeopleContract extends LedgerContract {
    @Test
    void countsTheNewerOnesThatAnEffectComesAfter() {
        Effect first = ledger.admit(history("trade:1", "1")).join().effect();
        Effect second = ledger.admit(history("trade:2", "2")).join().effect();
        LedgerProbe.claim(ledger, first);
        LedgerProbe.reject(ledger, store.find(first.id()).orElseThrow());
        LedgerProbe.claim(ledger, second);
        LedgerProbe.apply(ledger, store.find(second.id()).orElseThrow());

        LedgerDesk.Retry retry = new LedgerDesk(jdbc, Clock.systemUTC(), "desk").retry(first.id(), "badge published");

        assertThat(retry.overtaken()).isEqualTo(1);
        assertThat(retry.effect().reason()).contains("after 1 newer");
        assertThat(store.open()).isEqualTo(Map.of(EffectState.INTENT, 1L));
        assertThat(store.nextOf(TENANT, "history|4417", Long.MAX_VALUE))
                .map(Effect::id)
                .contains(first.id());
    }

    @Test
    void countsWhatAPersonApproved() {
        List<Cap> two = List.of(new Cap("flow|today", "2 a day", 2, Optional.of(BigDecimal.valueOf(100))));
        Effect held = LedgerTaking.take(ledger, List.of(reward("reward:1", Optional.of("above 50"), two)))
                .get(0);
        Effect refused = LedgerTaking.take(ledger, List.of(reward("reward:2", Optional.of("above 50"), two)))
                .get(0);
        LedgerDesk desk = new LedgerDesk(jdbc, Clock.systemUTC(), "desk");
        desk.approve(held.id(), "fits");
        desk.refuse(refused.id(), "does not");

        assertThat(LedgerTaking.take(
                        ledger,
                        List.of(reward("reward:3", Optional.empty(), two), reward("reward:4", Optional.empty(), two))))
                .extracting(Effect::state)
                .containsExactly(EffectState.INTENT, EffectState.PLANNED);
        assertThat(jdbc.list("select amount from effect_cap", row -> row.getBigDecimal(1)))
                .singleElement()
                .satisfies(amount -> assertThat(amount).isEqualByComparingTo("20"));
        assertThat(jdbc.list("select scope from effect_held_cap", row -> row.getString(1)))
                .hasSize(1);
    }

    @Test
    void doesNotSendAgainWhatAPersonRefused() {
        Effect held = LedgerTaking.take(ledger, List.of(reward("reward:1", Optional.of("above 50"), List.of())))
                .get(0);
        LedgerDesk desk = new LedgerDesk(jdbc, Clock.systemUTC(), "desk");
        desk.refuse(held.id(), "not this one");

        assertThatThrownBy(() -> desk.retry(held.id(), "please"))
                .hasMessageContaining("RAI-3017")
                .hasMessageContaining("never sent");
        assertThat(store.find(held.id())).map(Effect::state).contains(EffectState.REJECTED);
    }

    @Test
    void findsAnEffectByTheBeginningOfItsId() {
        Effect one = ledger.admit(award("deposit:1", "4417", "gold")).join().effect();
        ledger.admit(award("deposit:2", "4417", "gold")).join();

        assertThat(store.startingWith(one.id().substring(0, 12), 5))
                .extracting(Effect::id)
                .containsExactly(one.id());
        assertThat(store.startingWith("", 5)).hasSize(2);
    }
}
