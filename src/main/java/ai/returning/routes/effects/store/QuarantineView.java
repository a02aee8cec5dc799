package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.QuarantineItem.Kind;
import ai.returning.routes.effects.Verdict;
import ai.returning.routes.jdbc.Jdbc;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What needs a person and was not put away: one query for each kind of it. */
public final class QuarantineView {
    private static final String OF_FLOW = " and (cast(? as varchar) is null or flow = ?)";

    private static final String VERDICTS = " from rule_verdict where verdict in ('parked', 'conflict') and "
            + DeskNotes.notClosed("'v' || cast(rule_verdict.id as varchar)");

    private static final String ORDERS =
            " from effect_parked where " + DeskNotes.notClosed("'o' || cast(effect_parked.id as varchar)");

    /** What a person refused is at its end; a refusal by the API has more than that one transition behind it. */
    private static final String REJECTED = " from effect where state = 'rejected' and version > 1 and "
            + DeskNotes.notClosed("'e' || effect.effect_id || '@' || cast(effect.version as varchar)");

    private static final String NEEDS_PERSON = " from effect where state = 'needs-person'";

    private static final String DOUBLES = " from effect_alarm join effect on effect.effect_id = effect_alarm.effect_id"
            + " where " + DeskNotes.notClosed("'a' || effect_alarm.effect_id");

    private final Jdbc jdbc;

    public QuarantineView(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** An effect that may have happened twice. */
    public record Alarm(Effect effect, long at, String why) {}

    /** An order under its number. */
    public record Order(long id, ParkedStore.Parked parked) {}

    /** Verdicts that wait, the newest first; a null filter takes all. */
    public List<Verdict> verdicts(@Nullable String flow, @Nullable String reason, int limit) {
        return jdbc.list(
                "select *" + VERDICTS + OF_FLOW
                        + " and (cast(? as varchar) is null or reason = ?) order by id desc limit ?",
                VerdictStore::read,
                flow,
                flow,
                reason,
                reason,
                limit);
    }

    /** Orders that did not become an effect, the newest first. */
    public List<Order> orders(@Nullable String flow, int limit) {
        return jdbc.list(
                "select *" + ORDERS + OF_FLOW + " order by id desc limit ?",
                row -> new Order(row.getLong("id"), ParkedStore.read(row)),
                flow,
                flow,
                limit);
    }

    /** One order; also one that was put away. */
    public Optional<Order> order(long id) {
        return jdbc.one(
                "select * from effect_parked where id = ?",
                row -> new Order(row.getLong("id"), ParkedStore.read(row)),
                id);
    }

    /** Orders under the identity of an effect, the oldest first; also those that were put away. */
    public List<Order> ordersOf(String effectId) {
        return jdbc.list(
                "select * from effect_parked where effect_id = ? order by id",
                row -> new Order(row.getLong("id"), ParkedStore.read(row)),
                effectId);
    }

    /** Effects that the API refused, the newest first. */
    public List<Effect> rejected(@Nullable String flow, int limit) {
        return effects(REJECTED, flow, limit);
    }

    /** Effects that wait for a decision, the newest first. */
    public List<Effect> needsPerson(@Nullable String flow, int limit) {
        return effects(NEEDS_PERSON, flow, limit);
    }

    private List<Effect> effects(String from, @Nullable String flow, int limit) {
        return jdbc.list(
                "select *" + from + OF_FLOW + " order by changed_at desc, effect_id limit ?",
                EffectRow::read,
                flow,
                flow,
                limit);
    }

    /** Effects that may have happened twice, the newest first. */
    public List<Alarm> doubles(@Nullable String flow, int limit) {
        return jdbc.list(
                "select effect.*, effect_alarm.at as alarm_at, effect_alarm.why as alarm_why" + DOUBLES + OF_FLOW
                        + " order by effect_alarm.at desc, effect.effect_id limit ?",
                row -> new Alarm(EffectRow.read(row), row.getLong("alarm_at"), row.getString("alarm_why")),
                flow,
                flow,
                limit);
    }

    /** Why an effect may have happened twice; also if that was put away. */
    public Optional<Alarm> alarm(Effect effect) {
        return jdbc.one(
                "select at, why from effect_alarm where effect_id = ?",
                row -> new Alarm(effect, row.getLong(1), row.getString(2)),
                effect.id());
    }

    /** How many of each kind there are; of all flows if {@code flow} is null. */
    public Map<Kind, Long> counts(@Nullable String flow) {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, count(kind, flow));
        }
        return counts;
    }

    /** How many there are of one kind; of all flows if {@code flow} is null. */
    public long count(Kind kind, @Nullable String flow) {
        String from =
                switch (kind) {
                    case EVENT -> VERDICTS;
                    case ORDER -> ORDERS;
                    case REJECTED -> REJECTED;
                    case NEEDS_PERSON -> NEEDS_PERSON;
                    case DOUBLE -> DOUBLES;
                };
        return jdbc.one("select count(*)" + from + OF_FLOW, row -> row.getLong(1), flow, flow)
                .orElse(0L);
    }

    /** How many events and orders are parked, by flow. */
    public Map<String, Long> parkedByFlow() {
        Map<String, Long> flows = new TreeMap<>();
        jdbc.list(
                        "select flow, count(*) from (select flow" + VERDICTS + " union all select flow" + ORDERS
                                + ") parked group by flow",
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> flows.put(entry.getKey(), entry.getValue()));
        return flows;
    }
}
