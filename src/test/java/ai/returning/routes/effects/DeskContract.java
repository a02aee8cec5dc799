package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.returning.routes.effects.QuarantineItem.Kind;
import ai.returning.routes.effects.store.DeskNotes;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.EffectStore.Written;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.effects.store.VerdictStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.Json;
import ai.returning.routes.testing.SettableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people see and do at every state database. */
abstract class DeskContract {
    private static final String ANNA = "anna@example.org";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T02:00:00Z"));
    private StateDatabase database;
    private EffectStore store;
    private VerdictStore verdicts;
    private Ledger ledger;
    private ApprovalDesk approvals;
    private QuarantineDesk quarantine;
    private FlowDesk flows;
    private Explainer explainer;

    abstract StateSettings settings();

    @BeforeEach
    void open() {
        database = StateDatabase.open(settings());
        store = new EffectStore(database.jdbc());
        verdicts = new VerdictStore(database.jdbc());
        ledger = new Ledger(store, new ParkedStore(database.jdbc()), clock, "tenant", "here", LedgerSettings.STANDARD);
        approvals = new ApprovalDesk(database.jdbc(), clock, "desk");
        quarantine = new QuarantineDesk(database.jdbc(), clock);
        flows = new FlowDesk(database.jdbc(), clock, () -> List.of("award-badges", "sync-customers"));
        explainer =
                new Explainer(database.jdbc(), clock, name -> name.equals("u-4417") ? List.of("66b1d0a4") : List.of());
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    @Test
    void showsWhatWaitsForApprovalWithItsSum() {
        Effect first = held("reward:1", "10.50");
        clock.advance(Duration.ofMinutes(1));
        Effect second = held("reward:2", "9.5");
        taken("reward:3", "1");

        assertThat(approvals.waiting(null, 10)).extracting(Effect::id).containsExactly(first.id(), second.id());
        assertThat(approvals.waiting("another-flow", 10)).isEmpty();
        assertThat(approvals.totals(null)).singleElement().satisfies(total -> {
            assertThat(total.count()).isEqualTo(2);
            assertThat(total.unit()).contains("premium_currency");
            assertThat(total.sum()).isEqualByComparingTo("20");
            assertThat(total.sum().toPlainString()).isEqualTo("20");
        });
    }

    @Test
    void letsOneOfTwoPeopleAnswer() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 10; round++) {
                String id = held("reward:" + round, "5").id();
                CyclicBarrier both = new CyclicBarrier(2);
                Future<ApprovalDesk.Said> yes = people.submit(after(both, () -> approvals.approve(List.of(id), "ana")));
                Future<ApprovalDesk.Said> no =
                        people.submit(after(both, () -> approvals.refuse(List.of(id), "bo: no")));

                List<ApprovalDesk.Said> said = List.of(yes.get(), no.get());
                ApprovalDesk.Said won = said.get(0).effect() == null ? said.get(1) : said.get(0);
                ApprovalDesk.Said lost = won == said.get(0) ? said.get(1) : said.get(0);
                Effect now = store.find(id).orElseThrow();
                assertThat(won.effect()).isNotNull();
                assertThat(lost.problem())
                        .hasMessageContaining("RAI-3017")
                        .hasMessageContaining(now.state().word());
                assertThat(store.steps(id)).hasSize(1);
                assertThat(now.reason())
                        .isEqualTo((won == said.get(0) ? "approved: ana" : "refused: bo: no")
                                + "; it waited because: more than 4 premium_currency");
            }
        } finally {
            people.shutdownNow();
        }
    }

    private static Callable<ApprovalDesk.Said> after(CyclicBarrier both, Callable<List<ApprovalDesk.Said>> say) {
        return () -> {
            both.await();
            return say.call().get(0);
        };
    }

    @Test
    void answersEachOfManyApprovalsOnItsOwn() {
        Effect waits = held("reward:1", "5");
        Effect goes = taken("reward:2", "5");

        List<ApprovalDesk.Said> said = approvals.approve(List.of(goes.id(), "0123456789ab", waits.id()), "ana");

        assertThat(said).extracting(one -> one.effect() == null).containsExactly(true, true, false);
        assertThat(said.get(1).problem()).hasMessageContaining("RAI-3016");
        assertThat(store.find(waits.id())).map(Effect::state).contains(EffectState.INTENT);
    }

    @Test
    void stopsAFlowForWhoeverClaimsNext() {
        Effect effect = taken("reward:1", "5");

        assertThat(flows.stop("award-badges", "ana", "wrong badge").who()).isEqualTo("ana");
        assertThat(flows.stop("award-badges", "bo", "another reason").reason()).isEqualTo("wrong badge");
        assertThat(LedgerProbe.claim(ledger, effect)).isEqualTo(Written.FENCED);
        assertThat(flows.start("award-badges", "bo")).map(FlowSwitch::who).contains("ana");
        assertThat(flows.start("award-badges", "bo")).isEmpty();
        assertThat(LedgerProbe.claim(ledger, effect)).isEqualTo(Written.DONE);
        assertThat(new DeskNotes(database.jdbc()).about(List.of("flow:award-badges")))
                .extracting(DeskNote::action, DeskNote::who)
                .containsExactly(tuple(DeskNote.Action.STOP, "ana"), tuple(DeskNote.Action.START, "bo"));
    }

    @Test
    void listsFlowsWithWhatIsOpenAndParked() {
        held("reward:1", "5");
        taken("reward:2", "5");
        verdicts.keep(List.of(verdict("deposit:1", Verdict.Kind.PARKED, "unknown-user", "", "")));
        flows.stop("award-badges", "ana", "wrong badge");

        assertThat(flows.list()).extracting(FlowDesk.Line::flow).containsExactly("award-badges", "sync-customers");
        FlowDesk.Line line = flows.list().get(0);
        assertThat(line.open()).isEqualTo(Map.of(EffectState.PLANNED, 1L, EffectState.INTENT, 1L));
        assertThat(line.parked()).isEqualTo(1);
        assertThat(line.stop()).map(FlowSwitch::reason).contains("wrong badge");
        assertThatThrownBy(() -> flows.stop("award-badgs", "ana", "x"))
                .hasMessageContaining("RAI-1001")
                .hasMessageContaining("Did you mean award-badges?");
    }

    @Test
    void listsAllThatNeedsAPersonWithItsCommand() {
        keepOneOfEach();

        assertThat(quarantine.list(null, null, 50))
                .extracting(QuarantineItem::kind)
                .containsExactlyInAnyOrder(
                        Kind.EVENT, Kind.EVENT, Kind.ORDER, Kind.REJECTED, Kind.NEEDS_PERSON, Kind.DOUBLE);
        assertThat(quarantine.counts(null))
                .isEqualTo(Map.of(
                        Kind.EVENT, 2L, Kind.ORDER, 1L, Kind.REJECTED, 1L, Kind.NEEDS_PERSON, 1L, Kind.DOUBLE, 1L));
        assertThat(quarantine.list("award-badges", "unknown-user", 50))
                .singleElement()
                .satisfies(item -> assertThat(item.next()).isEqualTo("./rai quarantine replay " + item.id()));
        assertThat(quarantine.list(null, "rejected", 50))
                .singleElement()
                .satisfies(item -> assertThat(item.next()).startsWith("./rai ledger retry " + item.id()));
        assertThat(quarantine.list(null, "needs-person", 50))
                .singleElement()
                .satisfies(item -> assertThat(item.next()).startsWith("./rai ledger decide " + item.id()));
        assertThat(quarantine.list(null, null, 2)).hasSize(2);
        assertThat(quarantine.list("another-flow", null, 50)).isEmpty();
    }

    @Test
    void leavesOutWhatAPersonRefused() {
        approvals.refuse(List.of(held("reward:1", "5").id()), "ana: no");

        assertThat(quarantine.list(null, null, 50)).isEmpty();
        assertThat(quarantine.counts(null).get(Kind.REJECTED)).isZero();
    }

    @Test
    void masksTheSampleOfAnEvent() {
        verdicts.keep(List.of(verdict("deposit:1", Verdict.Kind.PARKED, "unknown-user", ANNA, "")));
        String id = quarantine.list(null, null, 1).get(0).id();

        QuarantineDesk.File file = quarantine.show(id);

        assertThat(file.sample())
                .contains("\"amount\":120.5", "\"currency\":\"EUR\"", "2026-03-01T01:00:00Z", "a***@example.org")
                .doesNotContain(ANNA, "Schmidt");
        assertThat(file.item().why()).doesNotContain(ANNA);
        assertThat(file.place()).isEqualTo("routes/award-badges/award-badges.rules.yaml:7");
    }

    @Test
    void asksForAReplayOnceAndOnlyOfAParkedEvent() {
        keepOneOfEach();
        String parked = quarantine.list(null, "unknown-user", 1).get(0).id();
        String conflict = quarantine.list(null, "conflict", 5).stream()
                .filter(item -> item.kind() == Kind.EVENT)
                .findFirst()
                .orElseThrow()
                .id();

        assertThat(quarantine.replayable("award-badges", "unknown-user", 10)).containsExactly(parked);
        assertThat(quarantine.replay(parked, "ana").how()).isEqualTo(QuarantineDesk.Replayed.ASKED);
        assertThat(quarantine.replay(parked, "bo").how()).isEqualTo(QuarantineDesk.Replayed.ASKED);
        assertThat(quarantine.replay(conflict, "ana").how()).isEqualTo(QuarantineDesk.Replayed.REFUSED);
        assertThat(quarantine.replayable(null, null, 10)).isEmpty();
        assertThat(verdicts.toReplay("award-badges", 10))
                .extracting(one -> Long.toString(one.id()))
                .containsExactly(parked);
        assertThat(quarantine.show(parked).notes()).extracting(DeskNote::who).containsExactly("ana");
    }

    @Test
    void neitherReplaysADecidedEventNorAnEffect() {
        Effect applied = applied(taken("reward:1", "5"));
        verdicts.keep(List.of(verdict("reward:1", Verdict.Kind.WANTED, "", ANNA, applied.id())));
        long decided = verdicts.ofEvent("reward:1").get(0).id();

        assertThat(quarantine.replay(Long.toString(decided), "ana").how()).isEqualTo(QuarantineDesk.Replayed.FINISHED);
        QuarantineDesk.Replay replay = quarantine.replay(applied.id(), "ana");
        assertThat(replay.how()).isEqualTo(QuarantineDesk.Replayed.FINISHED);
        assertThat(replay.sentence()).contains("applied", "nothing is sent");
        assertThat(store.find(applied.id())).map(Effect::version).contains(applied.version());
        assertThatThrownBy(() -> quarantine.replay("999", "ana")).hasMessageContaining("RAI-3016");
        assertThatThrownBy(() -> quarantine.replay("nonsense", "ana")).hasMessageContaining("'nonsense'");
    }

    @Test
    void putsItemsAwayAndRemembersWho() {
        keepOneOfEach();
        List<QuarantineItem> all = quarantine.list(null, null, 50);

        for (QuarantineItem item : all) {
            if (item.kind() == Kind.NEEDS_PERSON) {
                assertThatThrownBy(() -> quarantine.close(item.id(), "ana", "x"))
                        .hasMessageContaining("RAI-3017");
            } else {
                assertThat(quarantine.close(item.id(), "ana", "paid by hand").closed())
                        .isTrue();
                assertThatThrownBy(() -> quarantine.close(item.id(), "bo", "x")).hasMessageContaining("before");
            }
        }

        assertThat(quarantine.list(null, null, 50))
                .extracting(QuarantineItem::kind)
                .containsExactly(Kind.NEEDS_PERSON);
        assertThat(quarantine.counts(null)).containsEntry(Kind.DOUBLE, 0L).containsEntry(Kind.REJECTED, 0L);
        assertThat(quarantine.show(all.get(0).id()).notes())
                .extracting(DeskNote::reason)
                .containsExactly("paid by hand");
    }

    @Test
    void saysHowAConflictIsDecided() {
        keepOneOfEach();

        assertThat(quarantine.list(null, "conflict", 50)).hasSize(2).allSatisfy(item -> {
            assertThat(item.why()).contains("under a new key");
            assertThat(item.next()).isEqualTo("./rai quarantine close " + item.id() + " --reason \"...\"");
            assertThat(quarantine.replay(item.id(), "ana").sentence()).contains("under a new key");
            assertThat(quarantine.close(item.id(), "ana", "the first is right").notes())
                    .extracting(DeskNote::who, DeskNote::reason)
                    .containsExactly(tuple("ana", "the first is right"));
        });
        assertThat(quarantine.list(null, "conflict", 50)).isEmpty();
    }

    @Test
    void showsAgainWhatTheApiRefusedAgain() {
        Effect refused = rejected(taken("reward:1", "5"));
        quarantine.close(refused.id(), "ana", "paid by hand");
        new LedgerDesk(database.jdbc(), clock, "desk").retry(refused.id(), "after all");
        assertThat(quarantine.list(null, null, 5)).isEmpty();

        rejected(store.find(refused.id()).orElseThrow());

        assertThat(quarantine.list(null, null, 5))
                .extracting(QuarantineItem::kind)
                .containsExactly(Kind.REJECTED);
    }

    @Test
    void tellsTheStoryOfAnEffectFromItsEventToItsEnd() {
        verdicts.keep(List.of(verdict("reward:1", Verdict.Kind.PARKED, "unknown-user", ANNA, "")));
        clock.advance(Duration.ofMinutes(1));
        Effect held = held("reward:1", "5");
        database.jdbc().update("update rule_verdict set effect_id = ?", held.id());
        clock.advance(Duration.ofMinutes(1));
        approvals.approve(List.of(held.id()), "bo");
        clock.advance(Duration.ofMinutes(1));
        Effect applied = applied(store.find(held.id()).orElseThrow());
        clock.advance(Duration.ofMinutes(1));
        store.suspectDouble(applied.id(), clock.millis(), "two entries");

        Story story = explainer.effect(applied.id().substring(0, 8));

        assertThat(story.moments())
                .extracting(Story.Moment::what)
                .containsExactly("parked", "planned", "intent", "sending", "accepted", "applied", "alarm");
        assertThat(story.moments().get(0).place()).isEqualTo("routes/award-badges/award-badges.rules.yaml:7");
        assertThat(story.moments().get(2).text())
                .isEqualTo("approved: bo; it waited because: more than 4 premium_currency");
        assertThat(story.about()).isEqualTo("rewards for reward:1");
    }

    @Test
    void tellsFileAndJobOfAnEffect() {
        Effect effect = taken("reward:1", "5");
        database.jdbc().update("update effect set file_id = 'f-1.csv', file_row = 2");
        database.jdbc()
                .update(
                        "insert into effect_file (file_id, tenant, operation, flow, name, path, state, row_count, total,"
                                + " sha256, job_id, answered, version, lease_until, due_at, looks, sent_at, since, ended_at, note)"
                                + " values ('f-1.csv', 't', 'o', 'f', 'f-1.csv', '/tmp/f', 'settled', 9, 12, 'x', '883', true,"
                                + " 1, 0, 0, 0, ?, 0, ?, 'all rows done')",
                        clock.millis() + 1000,
                        clock.millis() + 2000);

        assertThat(explainer.effect(effect.id()).moments())
                .extracting(Story.Moment::text)
                .contains("row 3 of 9 in f-1.csv, sent", "job 883: the file is settled; all rows done");
    }

    @Test
    void tellsOfAUserByEveryNameAndWhyNothingHappened() {
        verdicts.keep(List.of(
                verdict("deposit:1", Verdict.Kind.NO_MATCH, "", ANNA, ""),
                verdict("deposit:2", Verdict.Kind.PARKED, "unknown-user", ANNA, "")));

        Story story = explainer.user("Anna@Example.org");
        assertThat(story.about()).isEqualTo("user A***@Example.org");
        assertThat(story.moments()).extracting(Story.Moment::what).containsExactlyInAnyOrder("no-match", "parked");
        assertThat(story.moments()).noneMatch(moment -> moment.text().contains(ANNA));
        assertThat(story.remarks()).anyMatch(remark -> remark.contains("./rai quarantine replay"));

        assertThat(explainer.user("nobody@example.org").remarks())
                .singleElement()
                .asString()
                .startsWith("No rule has seen an event of this user");
    }

    @Test
    void findsTheEffectsOfAUserByOtherNames() {
        Effect byIdentity =
                ledger.take(wish("reward:1", "5", "66b1d0a4", false)).join().effect();
        assertThat(explainer.user("u-4417").effects()).extracting(Effect::id).containsExactly(byIdentity.id());

        Effect bySubject =
                ledger.take(wish("reward:2", "5", "77c2", false)).join().effect();
        verdicts.keep(List.of(new Verdict(
                0,
                "award-badges",
                "reward:2",
                "r",
                Verdict.Kind.WANTED,
                "",
                "over 100",
                "p:1",
                ANNA,
                "77c2",
                Optional.of(bySubject.id()),
                Optional.empty(),
                false,
                clock.millis())));
        Effect another =
                ledger.take(wish("reward:3", "5", "77c2", false)).join().effect();
        assertThat(explainer.user(ANNA).effects()).extracting(Effect::id).containsExactly(bySubject.id(), another.id());
    }

    @Test
    void tellsWhatAllRulesSaidOfAnEvent() {
        Effect effect = taken("reward:1", "5");
        verdicts.keep(List.of(new Verdict(
                0,
                "award-badges",
                "reward:1",
                "too-small",
                Verdict.Kind.NO_MATCH,
                "",
                "5 is below 100",
                "p:1",
                ANNA,
                "",
                Optional.empty(),
                Optional.empty(),
                false,
                clock.millis())));
        flows.stop("award-badges", "ana", "wrong badge");

        Story story = explainer.event("reward:1");

        assertThat(story.moments()).extracting(Story.Moment::what).containsExactly("no-match", "intent", "stop");
        assertThat(story.effects()).extracting(Effect::id).containsExactly(effect.id());
        assertThat(story.remarks())
                .anyMatch(remark -> remark.contains("stopped by ana (wrong badge)"))
                .anyMatch(remark -> remark.contains("goes on with it by itself"));
        assertThatThrownBy(() -> explainer.event("deposit:404"))
                .hasMessageContaining("RAI-3016")
                .hasMessageContaining("No rule has seen an event 'deposit:404'");
    }

    @Test
    void addsControlTotalsToTheAudit() {
        held("reward:1", "5");
        applied(taken("reward:2", "7.25"));
        Effect suspect = applied(taken("reward:3", "2.75"));
        store.suspectDouble(suspect.id(), clock.millis(), "two entries");

        LedgerAudit.Report report = new LedgerDesk(database.jdbc(), clock, "desk").verify();

        assertThat(report.problems()).isEmpty();
        assertThat(report.doubles()).isEqualTo(1);
        assertThat(report.totals())
                .extracting(total -> total.state().word() + " " + total.count() + " " + total.sum())
                .containsExactly("applied 2 10", "planned 1 5");
    }

    private void keepOneOfEach() {
        verdicts.keep(List.of(
                verdict("deposit:1", Verdict.Kind.PARKED, "unknown-user", ANNA, ""),
                verdict("deposit:2", Verdict.Kind.CONFLICT, "conflict", ANNA, "")));
        Effect applied = applied(taken("reward:1", "5"));
        taken("reward:1", "6");
        rejected(taken("reward:2", "5"));
        Effect unclear = taken("reward:3", "5");
        LedgerProbe.claim(ledger, unclear);
        LedgerProbe.unclear(ledger, store.find(unclear.id()).orElseThrow());
        ledger.write(ledger.from(store.find(unclear.id()).orElseThrow())
                        .to(EffectState.NEEDS_PERSON, "nothing shows it")
                        .done())
                .join();
        store.suspectDouble(applied.id(), clock.millis(), "two entries");
    }

    private Effect held(String key, String amount) {
        return ledger.take(wish(key, amount, "4417", true)).join().effect();
    }

    private Effect taken(String key, String amount) {
        return ledger.take(wish(key, amount, "4417", false)).join().effect();
    }

    private Effect applied(Effect intent) {
        LedgerProbe.claim(ledger, intent);
        LedgerProbe.apply(ledger, store.find(intent.id()).orElseThrow());
        return store.find(intent.id()).orElseThrow();
    }

    private Effect rejected(Effect intent) {
        LedgerProbe.claim(ledger, intent);
        LedgerProbe.reject(ledger, store.find(intent.id()).orElseThrow());
        return store.find(intent.id()).orElseThrow();
    }

    private static Wish wish(String key, String amount, String subject, boolean asks) {
        return new Wish(
                new EffectOrder(
                        "rewards",
                        key,
                        subject,
                        "updateCurrencyByWebhook",
                        Map.of(),
                        Json.MAPPER.createObjectNode().put("userId", subject).put("amount", amount),
                        Optional.empty(),
                        "award-badges",
                        "routes/award-badges/award-badges.rules.yaml:12"),
                "reward",
                key,
                Optional.of(new Stake(new BigDecimal(amount), "premium_currency")),
                List.of(),
                asks ? Optional.of("more than 4 premium_currency") : Optional.empty(),
                Lane.CALL);
    }

    private Verdict verdict(String event, Verdict.Kind kind, String reason, String who, String effectId) {
        return new Verdict(
                0,
                "award-badges",
                event,
                "first-deposit",
                kind,
                reason,
                "Nobody knows the user " + ANNA + ".",
                "routes/award-badges/award-badges.rules.yaml:7",
                who,
                "",
                effectId.isEmpty() ? Optional.empty() : Optional.of(effectId),
                Optional.of("{\"user\":{\"email\":\"" + ANNA + "\",\"name\":\"Anna Schmidt\"},\"amount\":120.5,"
                        + "\"currency\":\"EUR\",\"at\":\"2026-03-01T01:00:00Z\"}"),
                false,
                clock.millis());
    }
}
