package ai.returning.routes.effects.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.effects.Admission;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerProbe;
import ai.returning.routes.effects.store.EffectStore.Written;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every state database must do for the ledger of effects: how effects and their moves are written. */
abstract class EffectStoreContract extends LedgerContract {
    @Test
    void admitsAnEventOnce() {
        Admission first = ledger.admit(award("deposit:1", "4417", "gold")).join();
        Admission second = ledger.admit(award("deposit:1", "4417", "gold")).join();

        assertThat(first.kind()).isEqualTo(Admission.Kind.FRESH);
        assertThat(second.kind()).isEqualTo(Admission.Kind.KNOWN);
        assertThat(second.effect().id()).isEqualTo(first.effect().id());
        assertThat(store.steps(first.effect().id()))
                .singleElement()
                .satisfies(step -> assertThat(step.to()).isEqualTo(EffectState.INTENT));
    }

    @Test
    void keepsTheFirstBalanceOfAnAttempt() {
        String id =
                ledger.admit(award("deposit:1", "4417", "gold")).join().effect().id();

        assertThat(store.balances().keep(id, 1, new BigDecimal("40.50"), 7)).isTrue();
        assertThat(store.balances().keep(id, 1, new BigDecimal("55"), 8)).isFalse();

        assertThat(store.balances().before(id, 1)).contains(new BigDecimal("40.50"));
        assertThat(store.balances().before(id, 2)).isEmpty();
    }

    @Test
    void letsOneOfManyProcessesWin() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Ledger> ledgers = new ArrayList<>();
        try {
            List<Future<List<Admission>>> rounds = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Ledger one = ledger("node-" + i);
                ledgers.add(one);
                rounds.add(threads.submit(() -> admitHundred(one)));
            }
            List<Admission> all = new ArrayList<>();
            for (Future<List<Admission>> round : rounds) {
                all.addAll(round.get());
            }

            assertThat(all)
                    .filteredOn(one -> one.kind() == Admission.Kind.FRESH)
                    .hasSize(100);
            assertThat(all)
                    .filteredOn(one -> one.kind() == Admission.Kind.KNOWN)
                    .hasSize(700);
            assertThat(store.counts()).isEqualTo(Map.of(EffectState.INTENT, 100L));
        } finally {
            ledgers.forEach(Ledger::close);
            threads.shutdownNow();
        }
    }

    private static List<Admission> admitHundred(Ledger ledger) {
        List<CompletableFuture<Admission>> admissions = new ArrayList<>();
        for (int key = 0; key < 100; key++) {
            admissions.add(ledger.admit(award("deposit:" + key, "44" + key, "gold")));
        }
        return admissions.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void parksAnotherContentUnderAKnownEvent() {
        Admission first = ledger.admit(award("deposit:1", "4417", "gold")).join();
        Admission other = ledger.admit(award("deposit:1", "4417", "silver")).join();
        ledger.admit(award("deposit:1", "4417", "silver")).join();

        assertThat(other.kind()).isEqualTo(Admission.Kind.CONFLICT);
        assertThat(other.effect().content()).contains("gold");
        assertThat(parked.recent(10)).singleElement().satisfies(order -> {
            assertThat(order.effectId()).isEqualTo(first.effect().id());
            assertThat(order.content()).contains("silver");
            assertThat(order.reason()).isEqualTo("conflict");
        });
    }

    @Test
    void writesAMoveOnlyFromTheVersionItWasReadAt() {
        Effect intent = ledger.admit(award("deposit:1", "4417", "gold")).join().effect();

        assertThat(LedgerProbe.claim(ledger, intent)).isEqualTo(Written.DONE);
        assertThat(LedgerProbe.claim(ledger, intent)).isEqualTo(Written.LOST);
        assertThat(store.find(intent.id())).map(Effect::state).contains(EffectState.SENDING);
        assertThat(store.steps(intent.id())).hasSize(2);
    }

    @Test
    void tellsTwoClaimsOfOneVersionApart() {
        try (Ledger other = ledger("there")) {
            Effect intent =
                    ledger.admit(award("deposit:1", "4417", "gold")).join().effect();
            // whether it was committed is unknown to its process, and meanwhile another one claims
            Effect lost = LedgerProbe.claimOf(ledger, intent).after();
            assertThat(LedgerProbe.claim(other, intent)).isEqualTo(Written.DONE);

            assertThat(LedgerProbe.unsent(ledger, lost)).isEqualTo(Written.LOST);
            assertThat(store.find(intent.id())).map(Effect::state).contains(EffectState.SENDING);
        }
    }

    @Test
    void saysWhatTheDatabaseRefusedButNotTheValue() {
        assertThatThrownBy(() -> jdbc.batch(
                        "insert into effect_fence (fence, effect_id) values (?, ?)",
                        List.of(new Object[] {"fits", "a"}, new Object[] {"anna" + "x".repeat(600), "b"})))
                .hasMessageContaining("too long")
                .hasMessageContaining("RAI-3013")
                .hasMessageNotContaining("anna");
    }

    @Test
    void runsATransactionAgainThatADeadlockEnded() throws Exception {
        jdbc.update("insert into effect_fence (fence, effect_id) values ('a', '0'), ('b', '0')");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CyclicBarrier both = new CyclicBarrier(2);
            Future<Integer> one = threads.submit(() -> addToBoth("a", "b", both));
            Future<Integer> other = threads.submit(() -> addToBoth("b", "a", both));

            assertThat(one.get() + other.get()).isGreaterThan(2);
            assertThat(jdbc.list("select effect_id from effect_fence", row -> row.getString(1)))
                    .containsExactly("2", "2");
        } finally {
            threads.shutdownNow();
        }
    }

    /** How often it ran; the first time both wait until each holds its first row. */
    private int addToBoth(String first, String second, CyclicBarrier both) {
        AtomicInteger runs = new AtomicInteger();
        String add = "update effect_fence set effect_id = cast(cast(effect_id as integer) + 1 as varchar)"
                + " where fence = ?";
        return jdbc.inRepeatedTransaction(tx -> {
            tx.update(add, first);
            if (runs.incrementAndGet() == 1) {
                meet(both);
            }
            tx.update(add, second);
            return runs.get();
        });
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
