package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.returning.routes.effects.QuarantineItem.Kind;
import ai.returning.routes.effects.store.DeskNotes;
import ai.returning.routes.effects.store.EffectStore.Written;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What people see and do at every state database. */
abstract class PeopleDeskContract extends DeskContract {
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
}
