package ai.returning.routes.effects.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.effects.Cap;
import ai.returning.routes.effects.DeskNote;
import ai.returning.routes.effects.DeskNote.Action;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectOrder;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerRetention;
import ai.returning.routes.effects.LedgerRetention.Keep;
import ai.returning.routes.effects.LedgerSettings;
import ai.returning.routes.effects.LedgerTaking;
import ai.returning.routes.effects.Verdict;
import ai.returning.routes.effects.Verdict.Kind;
import ai.returning.routes.effects.Wish;
import ai.returning.routes.effects.store.EventClaims.Claim;
import ai.returning.routes.effects.store.EventClaims.Key;
import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every state database forgets, what it keeps, and that it finds what people ask for by an index. */
abstract class OldRowsContract {
    private StateDatabase database;
    private Jdbc jdbc;
    private Ledger ledger;

    abstract StateSettings settings();

    /** Makes the planner take an index wherever there is one, however small the table is. */
    abstract void preferIndexes(Jdbc tx);

    @BeforeEach
    void open() {
        database = StateDatabase.open(settings());
        jdbc = database.jdbc();
        ledger = new Ledger(
                new EffectStore(jdbc),
                new ParkedStore(jdbc),
                Clock.systemUTC(),
                "tenant",
                "here",
                LedgerSettings.STANDARD);
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    @Test
    void forgetsVerdictsThatNeedNobody() {
        String open = taken("d1").id();
        String ended = taken("d2").id();
        jdbc.update("update effect set state = 'applied' where effect_id = ?", ended);
        VerdictStore verdicts = new VerdictStore(jdbc);
        verdicts.keep(List.of(
                verdict("a", Kind.WANTED, ended),
                verdict("b", Kind.NO_MATCH, null),
                verdict("c", Kind.HELD, ended),
                verdict("d", Kind.HELD, open),
                verdict("e", Kind.PARKED, null),
                verdict("f", Kind.CONFLICT, null)));
        OldRows rows = new OldRows(jdbc, 2);

        assertThat(rows.verdicts(1_000)).isZero();
        assertThat(rows.verdicts(1_001)).isEqualTo(2);
        assertThat(rows.verdicts(1_001)).isEqualTo(1);
        assertThat(verdicts.ofEvent("d1")).extracting(Verdict::rule).containsExactly("d", "e", "f");
    }

    @Test
    void forgetsCapsOfDaysThatNobodyUsesAndNeverThoseThatLast() {
        taken("d1", cap("day", false), cap("user", true));
        taken("d2", cap("today", false));
        OldRows rows = new OldRows(jdbc, 100);
        long day = Duration.ofDays(1).toMillis();
        assertThat(rows.caps(day)).isZero();

        jdbc.update("update effect_cap set changed_at = changed_at - ? where scope <> 'today'", 2 * day);

        assertThat(rows.caps(day)).isEqualTo(1);
        assertThat(jdbc.list("select scope from effect_cap order by scope", row -> row.getString(1)))
                .containsExactly("today", "user");
        taken("d3", cap("user", true));
        assertThat(jdbc.list("select taken from effect_cap where scope = 'user'", row -> row.getLong(1)))
                .containsExactly(2L);
    }

    @Test
    void remembersForEverWhatWasPutAway() {
        DeskNotes notes = new DeskNotes(jdbc);
        for (Action action : Action.values()) {
            notes.add(new DeskNote(1_000, "ana", action, "v1", ""));
        }

        assertThat(new OldRows(jdbc, 100).notes(1_000)).isZero();
        assertThat(new OldRows(jdbc, 100).notes(1_001)).isEqualTo(3);
        assertThat(notes.isClosed("v1")).isTrue();
    }

    @Test
    void keepsTheClaimOfAnEventWhoseEffectIsOpen() {
        taken("d1");
        jdbc.update(
                "update effect set state = 'applied' where effect_id = ?",
                taken("d2").id());
        EventClaims claims = new EventClaims(jdbc);
        List<Claim> all = List.of(claim("d1"), claim("d2"), claim("d3"));
        claims.claim("tenant", all);

        assertThat(new OldRows(jdbc, 100).claims(1_000)).isZero();
        assertThat(new OldRows(jdbc, 100).claims(1_001)).isEqualTo(2);
        assertThat(jdbc.list("select event_key from event_claim", row -> row.getString(1)))
                .containsExactly("d1");
    }

    @Test
    void sweepsUntilNothingIsOldAndForgetsNothingThatIsKeptForEver() {
        VerdictStore verdicts = new VerdictStore(jdbc);
        verdicts.keep(IntStream.range(0, 2_500)
                .mapToObj(n -> verdict("r" + n, Kind.NO_MATCH, null))
                .toList());
        new EventClaims(jdbc).claim("tenant", List.of(claim("d1")));
        Duration days = Duration.ofDays(90);

        new LedgerRetention(jdbc, Clock.systemUTC(), new Keep(Duration.ZERO, days, days, Duration.ZERO)).sweep();
        assertThat(verdicts.first(3_000)).hasSize(2_500);

        new LedgerRetention(jdbc, Clock.systemUTC(), new Keep(days, days, days, Duration.ZERO)).sweep();
        assertThat(verdicts.first(3_000)).isEmpty();
        assertThat(jdbc.list("select 1 from event_claim", row -> 1)).hasSize(1);
    }

    @Test
    void findsWhatPeopleAskForByAnIndex() {
        List<String> queries = List.of(
                VerdictStore.OF_EVENT,
                VerdictStore.OF_EFFECT,
                VerdictStore.about("who", 2),
                VerdictStore.about("subject", 2),
                EffectOverview.BY_EVENT,
                EffectOverview.BY_KEY);
        for (String query : queries) {
            assertThat(plan(query)).as(query).doesNotContain("tablescan").doesNotContain("seq scan");
        }
    }

    private String plan(String query) {
        String filled = query.replace("limit ?", "limit 200").replace("?", "'d1'");
        return jdbc.inTransaction(tx -> {
            preferIndexes(tx);
            return String.join(" ", tx.list("explain " + filled, row -> row.getString(1)))
                    .toLowerCase(Locale.ROOT);
        });
    }

    @Test
    void findsAnEffectByALongBusinessKey() {
        String start = "k".repeat(100);
        EffectOverview overview = new EffectOverview(jdbc);
        Effect one = take(wish(start + "1", ""));
        take(wish(start + "2", ""));

        assertThat(overview.ofEvent(start + "1", 10)).extracting(Effect::id).containsExactly(one.id());
        assertThat(overview.ofEvent(start, 10)).isEmpty();
    }

    private Effect taken(String event, Cap... caps) {
        return take(wish(event, event, caps));
    }

    private Effect take(Wish wish) {
        return LedgerTaking.take(ledger, List.of(wish)).get(0);
    }

    private static Wish wish(String key, String event, Cap... caps) {
        EffectOrder order = new EffectOrder(
                "badge", key, "4417", "awardBadge", Map.of(), null, Optional.empty(), "award-badges", "f:1");
        return new Wish(order, "", event, Optional.empty(), List.of(caps), Optional.empty(), Lane.CALL);
    }

    private static Cap cap(String scope, boolean lasting) {
        return new Cap(scope, "5 a day", 5, Optional.empty(), lasting);
    }

    private static Claim claim(String event) {
        return new Claim(new Key("badge", "awardBadge", event), "4417", "amount:1", 1_000);
    }

    private static Verdict verdict(String rule, Kind kind, String effectId) {
        return new Verdict(
                0,
                "award-badges",
                "d1",
                rule,
                kind,
                "",
                "Because",
                "award-badges.rules.yaml:12",
                "u1@example.org",
                "4417",
                Optional.ofNullable(effectId),
                Optional.empty(),
                false,
                1_000);
    }
}
