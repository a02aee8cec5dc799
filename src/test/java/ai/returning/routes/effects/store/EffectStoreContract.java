package ai.returning.routes.effects.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.effects.Admission;
import ai.returning.routes.effects.Cap;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectOrder;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerAudit;
import ai.returning.routes.effects.LedgerDesk;
import ai.returning.routes.effects.LedgerProbe;
import ai.returning.routes.effects.LedgerSettings;
import ai.returning.routes.effects.LedgerTaking;
import ai.returning.routes.effects.Stake;
import ai.returning.routes.effects.Wish;
import ai.returning.routes.effects.store.EffectStore.Written;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.Json;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every state database must do for the ledger of effects. */
abstract class EffectStoreContract {
    private static final String TENANT = "tenant";

    private StateDatabase database;
    private Jdbc jdbc;
    private EffectStore store;
    private ParkedStore parked;
    private SealStore seals;
    private Ledger ledger;

    abstract StateSettings settings();

    @BeforeEach
    void open() {
        database = StateDatabase.open(settings());
        jdbc = database.jdbc();
        store = new EffectStore(jdbc);
        parked = new ParkedStore(jdbc);
        seals = new SealStore(jdbc);
        ledger = ledger("here");
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    private Ledger ledger(String node) {
        return new Ledger(store, parked, Clock.systemUTC(), TENANT, node, LedgerSettings.STANDARD);
    }

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
    void sendsEffectsOfOneFenceOneAfterTheOtherInTheirOrder() {
        Effect first = ledger.admit(history("trade:1", "1")).join().effect();
        Effect second = ledger.admit(history("trade:2", "2")).join().effect();

        assertThat(LedgerProbe.claim(ledger, second)).isEqualTo(Written.FENCED);
        assertThat(LedgerProbe.claim(ledger, first)).isEqualTo(Written.DONE);
        assertThat(LedgerProbe.claim(ledger, second)).isEqualTo(Written.FENCED);
        LedgerProbe.apply(ledger, store.find(first.id()).orElseThrow());
        assertThat(store.fences()).isEmpty();
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

        assertThat(store.freeIntents(TENANT, Lane.CALL, Long.MAX_VALUE, 10))
                .extracting(Effect::id)
                .containsExactly(first.id(), free.id());
        LedgerProbe.claim(ledger, store.find(first.id()).orElseThrow());
        assertThat(store.freeIntents(TENANT, Lane.CALL, Long.MAX_VALUE, 10))
                .extracting(Effect::id)
                .containsExactly(free.id());
        LedgerProbe.unclear(ledger, store.find(first.id()).orElseThrow());
        assertThat(store.freeIntents(TENANT, Lane.CALL, Long.MAX_VALUE, 10))
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

            assertThat(store.freeIntents(TENANT, Lane.CALL, Long.MAX_VALUE, 10)).isEmpty();
            assertThat(store.freeRows(TENANT, "bulkUpdatePremiumCurrency", Long.MAX_VALUE, 10))
                    .isEmpty();
            assertThat(store.nextOf(TENANT, "history|4417", Long.MAX_VALUE)).isEmpty();
            assertThat(store.freeIntents("another", Lane.CALL, Long.MAX_VALUE, 10))
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

        assertThat(store.freeIntents(TENANT, Lane.CALL, now, 10))
                .extracting(Effect::id)
                .containsExactly(first.id());
        assertThat(store.freeIntents(TENANT, Lane.CALL, now + 1, 10))
                .extracting(Effect::id)
                .containsExactly(first.id(), late.id());
        assertThat(store.freeIntents(TENANT, Lane.CALL, now + 1, 10, operation -> 1))
                .extracting(Effect::id)
                .containsExactly(first.id());
        assertThat(store.freeIntents(TENANT, Lane.CALL, now + 1, 10, operation -> 0))
                .isEmpty();
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

    @Test
    void keepsTheFenceWhileAnEffectIsUnclear() {
        Effect first = ledger.admit(history("trade:1", "1")).join().effect();
        Effect second = ledger.admit(history("trade:2", "2")).join().effect();
        LedgerProbe.claim(ledger, first);
        LedgerProbe.unclear(ledger, store.find(first.id()).orElseThrow());

        assertThat(LedgerProbe.claim(ledger, second)).isEqualTo(Written.FENCED);
        assertThat(store.fences()).containsExactly("history|4417");
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

    static Wish reward(String key, Optional<String> approval, List<Cap> caps) {
        return new Wish(
                new EffectOrder(
                        "rewards",
                        key,
                        "4417",
                        "bulkUpdatePremiumCurrency",
                        Map.of(),
                        null,
                        Optional.empty(),
                        "grant-premium-currency",
                        "routes/grant-premium-currency/grant-premium-currency.rules.yaml:12"),
                "reward",
                key,
                Optional.of(new Stake(BigDecimal.TEN, "premium_currency")),
                caps,
                approval,
                Lane.FILE);
    }

    static EffectOrder award(String key, String user, String badge) {
        return new EffectOrder(
                "first-deposit",
                key,
                user,
                "awardBadge",
                Map.of("badgeId", badge),
                Json.MAPPER.createObjectNode().put("userId", user),
                Optional.empty(),
                "award-badges",
                "routes/award-badges/award-badges.camel.yaml:12");
    }

    static EffectOrder history(String key, String value) {
        return new EffectOrder(
                "trades",
                key,
                "4417",
                "createUserFieldHistory",
                Map.of("userId", "4417"),
                Json.MAPPER.createObjectNode().put("fieldId", "f").put("value", value),
                Optional.of("history|4417"),
                "record-field-history",
                "routes/record-field-history/record-field-history.camel.yaml:12");
    }
}
