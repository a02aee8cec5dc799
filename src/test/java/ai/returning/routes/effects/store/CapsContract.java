package ai.returning.routes.effects.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.effects.Cap;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectOrder;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerSettings;
import ai.returning.routes.effects.LedgerTaking;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.Wish;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every state database must do for caps: nobody gets more than is there, and nothing is taken twice. */
abstract class CapsContract {
    private StateDatabase database;
    private EffectStore store;
    private Ledger ledger;

    abstract StateSettings settings();

    @BeforeEach
    void open() {
        database = StateDatabase.open(settings());
        store = new EffectStore(database.jdbc());
        ledger = ledger("here");
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    private Ledger ledger(String node) {
        return new Ledger(
                store, new ParkedStore(database.jdbc()), Clock.systemUTC(), "tenant", node, LedgerSettings.STANDARD);
    }

    private static Wish wish(String key, String amount, Cap... caps) {
        EffectOrder order = new EffectOrder(
                "coins", key, "4417", "bulkUpdatePremiumCurrency", Map.of(), null, Optional.empty(), "flow", "f:1");
        Optional<Stake> stake = Optional.of(new Stake(new BigDecimal(amount), "coins"));
        return new Wish(order, "rule", key, stake, List.of(caps), Optional.empty(), Lane.FILE);
    }

    private static Cap count(String scope, long most) {
        return new Cap(scope, most + " a day", most, Optional.empty());
    }

    private static Cap sum(String scope, String most) {
        return new Cap(scope, most + " coins a day", 0, Optional.of(new BigDecimal(most)));
    }

    private List<EffectState> take(Wish... wishes) {
        return LedgerTaking.take(ledger, List.of(wishes)).stream()
                .map(Effect::state)
                .toList();
    }

    @Test
    void holdsBackWhatComesAfterTheLast() {
        assertThat(take(
                        wish("a", "1", count("day", 2)),
                        wish("b", "1", count("day", 2)),
                        wish("c", "1", count("day", 2))))
                .containsExactly(EffectState.INTENT, EffectState.INTENT, EffectState.PLANNED);
        assertThat(store.recent(null, EffectState.PLANNED, 5))
                .singleElement()
                .satisfies(held -> assertThat(held.reason()).isEqualTo("It goes beyond the cap of 2 a day."));
    }

    @Test
    void countsTheSizeOfAnAmountAndLetsSmallerOnesPass() {
        assertThat(take(
                        wish("a", "6.50", sum("day", "10")),
                        wish("b", "-3.51", sum("day", "10")),
                        wish("c", "-3.50", sum("day", "10")),
                        wish("d", "0.01", sum("day", "10"))))
                .containsExactly(EffectState.INTENT, EffectState.PLANNED, EffectState.INTENT, EffectState.PLANNED);
    }

    @Test
    void takesNothingOfOneCapWhereAnotherIsFull() {
        take(wish("a", "1", count("user", 1), count("day", 3)));
        take(wish("b", "1", count("user", 1), count("day", 3)));

        assertThat(take(
                        wish("c", "1", count("day", 3)),
                        wish("d", "1", count("day", 3)),
                        wish("e", "1", count("day", 3))))
                .containsExactly(EffectState.INTENT, EffectState.INTENT, EffectState.PLANNED);
    }

    @Test
    void takesNothingForAnEventThatIsKnown() {
        for (int i = 0; i < 3; i++) {
            assertThat(take(wish("a", "1", count("day", 2)))).containsExactly(EffectState.INTENT);
        }
        assertThat(take(wish("b", "1", count("day", 2)), wish("c", "1", count("day", 2))))
                .containsExactly(EffectState.INTENT, EffectState.PLANNED);
    }

    @Test
    void givesEachPlaceOnceWhenProcessesRace() throws Exception {
        ExecutorService processes = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        try {
            for (int process = 0; process < 4; process++) {
                int number = process;
                all.add(processes.submit(() -> {
                    try (Ledger own = ledger("node-" + number)) {
                        LedgerTaking.take(
                                own,
                                IntStream.range(0, 50)
                                        .mapToObj(n ->
                                                wish(number % 2 + "-" + n, "1", count("day", 60), sum("flow", "55")))
                                        .toList());
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            processes.shutdown();
        }

        assertThat(store.recent(null, EffectState.INTENT, 500)).hasSize(55);
        assertThat(store.recent(null, EffectState.PLANNED, 500)).hasSize(45);
    }
}
