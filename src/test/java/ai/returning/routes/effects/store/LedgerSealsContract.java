package ai.returning.routes.effects.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.LedgerAudit;
import ai.returning.routes.effects.LedgerProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every state database must do for the ledger of effects: that the ledger cannot be changed unseen. */
abstract class LedgerSealsContract extends LedgerContract {
    @Test
    void sealsMoreThanOneSealHolds() {
        Effect one = ledger.admit(award("deposit:1", "4417", "gold")).join().effect();
        jdbc.batch(
                "insert into effect_event (effect_id, seq, from_state, to_state, attempt, at, node, why, hash)"
                        + " values (?, ?, 'sending', 'intent', 1, 1, 'here', '', 'x')",
                IntStream.rangeClosed(2, 10_500)
                        .mapToObj(seq -> new Object[] {one.id(), seq})
                        .toList());

        assertThat(seals.sealAll(1)).extracting(SealStore.Seal::events).containsExactly(10_000L, 500L);
        assertThat(seals.unsealed()).isZero();
    }

    @Test
    void findsWhatWasChangedBehindItsBack() {
        for (int key = 0; key < 5; key++) {
            Effect intent =
                    ledger.admit(award("deposit:" + key, "4417", "gold")).join().effect();
            LedgerProbe.claim(ledger, intent);
            LedgerProbe.apply(ledger, store.find(intent.id()).orElseThrow());
        }
        LedgerAudit audit = new LedgerAudit(store, seals);
        assertThat(seals.seal(1)).map(SealStore.Seal::events).contains(20L);
        assertThat(seals.seal(2)).isEmpty();
        assertThat(audit.verify().problems()).isEmpty();
        assertThat(audit.verify().transitions()).isEqualTo(20);

        jdbc.update("update effect_event set why = 'nothing to see' where seq = 2 and effect_id ="
                + " (select min(effect_id) from effect)");
        assertThat(audit.verify().problems()).hasSize(1);
        jdbc.update("update effect set state = 'rejected' where effect_id = (select max(effect_id) from effect)");
        assertThat(audit.verify().problems()).hasSize(2);
        jdbc.update("update effect_event set hash = 'x' where seq = 4 and effect_id ="
                + " (select max(effect_id) from effect)");
        assertThat(audit.verify().problems()).anyMatch(problem -> problem.startsWith("Seal 1"));
    }

    @Test
    void letsManySealAtOnceWithoutFailing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Long>> sealers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String node = "u" + i;
                sealers.add(threads.submit(() -> {
                    long covered = 0;
                    for (int key = 0; key < 40; key++) {
                        ledger.admit(award("deposit:" + key, node, "gold")).join();
                        covered += seals.seal(key).map(SealStore.Seal::events).orElse(0L);
                    }
                    return covered;
                }));
            }
            long covered = 0;
            for (Future<Long> sealer : sealers) {
                covered += sealer.get();
            }
            covered += seals.seal(99).map(SealStore.Seal::events).orElse(0L);

            assertThat(covered).isEqualTo(160);
            assertThat(new LedgerAudit(store, seals).verify().problems()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }
}
