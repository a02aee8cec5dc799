package ai.returning.routes.effects.store;

import ai.returning.routes.effects.ControlTotal;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.jdbc.Jdbc;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people ask about many effects. */
public final class EffectOverview {
    static final String BY_EVENT = "select * from effect where event_key = ? order by position limit ?";
    static final String BY_KEY = "select * from effect where key_start = substring(cast(? as varchar) from 1 for 100)"
            + " and business_key = ? order by position limit ?";
    private final Jdbc jdbc;

    public EffectOverview(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that wait for approval, the oldest first; of all flows if {@code flow} is null. */
    public List<Effect> waiting(@Nullable String flow, int limit) {
        return jdbc.list(
                "select * from effect where state = 'planned' and (cast(? as varchar) is null or flow = ?)"
                        + " order by position limit ?",
                EffectRow::read,
                flow,
                flow,
                limit);
    }

    /** Number and sum by state and unit. */
    public List<ControlTotal> totals() {
        return totals(null, null);
    }

    /** The same for one state and one flow; a null filter takes all. */
    public List<ControlTotal> totals(@Nullable String flow, @Nullable EffectState state) {
        String word = state == null ? null : state.word();
        return jdbc.list(
                "select state, unit, count(*), sum(amount) from effect"
                        + " where (cast(? as varchar) is null or flow = ?)"
                        + " and (cast(? as varchar) is null or state = ?)"
                        + " group by state, unit order by state, unit",
                row -> new ControlTotal(
                        EffectState.of(row.getString(1)),
                        Optional.ofNullable(row.getString(2)),
                        row.getLong(3),
                        plain(row.getBigDecimal(4))),
                flow,
                flow,
                word,
                word);
    }

    private static BigDecimal plain(@Nullable BigDecimal sum) {
        BigDecimal figure = sum == null ? BigDecimal.ZERO : sum.stripTrailingZeros();
        return figure.scale() < 0 ? figure.setScale(0) : figure;
    }

    /** Number of effects that are not at their end, by flow and state. */
    public Map<String, Map<EffectState, Long>> openByFlow() {
        Map<String, Map<EffectState, Long>> flows = new TreeMap<>();
        jdbc.list(
                        "select flow, state, count(*) from effect where state in ('planned', 'intent', 'sending',"
                                + " 'accepted', 'ambiguous', 'not-applied', 'needs-person') group by flow, state",
                        row -> Map.entry(row.getString(1), Map.entry(EffectState.of(row.getString(2)), row.getLong(3))))
                .forEach(entry -> flows.computeIfAbsent(entry.getKey(), flow -> new TreeMap<>())
                        .put(entry.getValue().getKey(), entry.getValue().getValue()));
        return flows;
    }

    /** Whether the ledger or the rules have seen anything of a flow. */
    public boolean knows(String flow) {
        return !jdbc.list("select 1 from effect where flow = ? limit 1", row -> 1, flow)
                        .isEmpty()
                || !jdbc.list("select 1 from rule_verdict where flow = ? limit 1", row -> 1, flow)
                        .isEmpty();
    }

    /** Effects of a user, by any of the names that effects know it by; the newest first. */
    public List<Effect> ofSubject(Collection<String> names, int limit) {
        Object[] values = new Object[names.size() + 1];
        System.arraycopy(names.toArray(), 0, values, 0, names.size());
        values[names.size()] = limit;
        return jdbc.list(
                "select * from effect where subject in (" + EffectSql.places(names.size())
                        + ") order by admitted_at desc, effect_id limit ?",
                EffectRow::read,
                values);
    }

    /** Effects of an event: of rules by the key of the event, of steps by their business key. */
    public List<Effect> ofEvent(String key, int limit) {
        // two questions, as each has an index
        List<Effect> ofRules = jdbc.list(BY_EVENT, EffectRow::read, key, limit);
        List<Effect> ofSteps = jdbc.list(BY_KEY, EffectRow::read, key, key, limit);
        return Stream.concat(ofRules.stream(), ofSteps.stream())
                .collect(Collectors.toMap(Effect::id, Function.identity(), (one, same) -> one))
                .values()
                .stream()
                .sorted(Comparator.comparingLong(Effect::position))
                .limit(limit)
                .toList();
    }
}
