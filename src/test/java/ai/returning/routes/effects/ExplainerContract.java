package ai.returning.routes.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people are told of an effect, an event and a user, whatever the state database. */
abstract class ExplainerContract extends DeskContract {
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

    private Effect fenced(String key) {
        return ledger.admit(new EffectOrder(
                        "coins",
                        key,
                        "4417",
                        "updateCurrencyByWebhook",
                        Map.of(),
                        Json.MAPPER.createObjectNode(),
                        Optional.of("coins|4417"),
                        "adjust-currency",
                        "routes/adjust-currency/adjust-currency.rules.yaml:12"))
                .join()
                .effect();
    }

    @Test
    void namesTheEffectThatAnotherOneWaitsFor() {
        Effect first = fenced("reward:1");
        Effect second = fenced("reward:2");

        Story story = explainer.effect(second.id());

        assertThat(story.remarks())
                .anyMatch(remark ->
                        remark.contains("waits for effect " + first.id().substring(0, 12) + " of flow "));
        assertThat(explainer.effect(first.id()).remarks())
                .anyMatch(remark -> remark.contains("goes on with it by itself"));
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
}
