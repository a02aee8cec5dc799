package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Verdict;
import ai.returning.routes.jdbc.Jdbc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rules said about events. A parked verdict is replaced by whatever comes later, one that wants nothing by one that
 * does, one that was held by one that is not, and a conflict is kept over everything: the rest stays as it was said
 * first.
 */
public final class VerdictStore {
    private static final String INSERT = """
            insert into rule_verdict (flow, event_key, rule, verdict, reason, why, place, who, subject, effect_id, event,
                replay, at, changed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, ?, ?) on conflict do nothing
            """;

    private static final String UPDATE = """
            update rule_verdict set verdict = ?, reason = ?, why = ?, place = ?, who = ?, subject = ?, effect_id = ?,
                event = ?, replay = false, changed_at = ?
            where flow = ? and event_key = ? and rule = ? and verdict = ?
            """;

    static final String OF_EVENT = "select * from rule_verdict where event_key = ? order by flow, id";
    static final String OF_EFFECT = "select * from rule_verdict where effect_id = ? order by id";

    private final Jdbc jdbc;

    public VerdictStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Names a verdict. */
    private record Key(String eventKey, String rule) {
        static Key of(Verdict verdict) {
            return new Key(verdict.eventKey(), verdict.rule());
        }
    }

    /**
     * Keeps the verdicts of a flow.
     *
     * @return those that are new, or say something else than what was known
     */
    public List<Verdict> keep(List<Verdict> verdicts) {
        // always in one order, so that two processes never wait for each other
        List<Verdict> sorted = verdicts.stream()
                .sorted(Comparator.comparing(Verdict::flow)
                        .thenComparing(Verdict::eventKey)
                        .thenComparing(Verdict::rule))
                .toList();
        return jdbc.inRepeatedTransaction(tx -> {
            List<Verdict> kept = new ArrayList<>();
            sorted.stream()
                    .collect(Collectors.groupingBy(Verdict::flow, TreeMap::new, Collectors.toList()))
                    .forEach((flow, ofFlow) -> keep(tx, flow, ofFlow, kept));
            return kept;
        });
    }

    private static void keep(Jdbc tx, String flow, List<Verdict> verdicts, List<Verdict> kept) {
        Map<Key, Verdict.Kind> known = known(tx, flow, verdicts);
        List<@Nullable Object[]> inserts = new ArrayList<>();
        List<@Nullable Object[]> updates = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            Verdict.Kind before = known.get(Key.of(verdict));
            if (before == null) {
                inserts.add(inserted(verdict));
            } else if (gives(before, verdict.kind())) {
                updates.add(updated(verdict, before));
            } else {
                continue;
            }
            known.put(Key.of(verdict), verdict.kind());
            kept.add(verdict);
        }
        tx.batch(INSERT, inserts);
        tx.batch(UPDATE, updates);
    }

    /** Whether a verdict gives way to another. */
    private static boolean gives(Verdict.Kind before, Verdict.Kind now) {
        return switch (before) {
            case PARKED -> true;
            case NO_MATCH -> now != Verdict.Kind.NO_MATCH;
            case HELD -> now == Verdict.Kind.CONFLICT || now == Verdict.Kind.WANTED;
            case WANTED -> now == Verdict.Kind.CONFLICT;
            case CONFLICT -> false;
        };
    }

    private static Map<Key, Verdict.Kind> known(Jdbc tx, String flow, List<Verdict> verdicts) {
        TreeSet<String> keys = verdicts.stream().map(Verdict::eventKey).collect(Collectors.toCollection(TreeSet::new));
        List<Object> values = new ArrayList<>(List.of(flow));
        values.addAll(keys);
        Map<Key, Verdict.Kind> known = new HashMap<>();
        tx.list(
                        "select event_key, rule, verdict from rule_verdict where flow = ? and event_key in ("
                                + EffectSql.places(keys.size()) + ")",
                        row -> Map.entry(
                                new Key(row.getString(1), row.getString(2)), Verdict.Kind.of(row.getString(3))),
                        values.toArray())
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        return known;
    }

    /** Of these events those that are parked as a whole. */
    public Set<String> parkedEvents(String flow, Collection<String> eventKeys) {
        if (eventKeys.isEmpty()) {
            return Set.of();
        }
        TreeSet<String> keys = new TreeSet<>(eventKeys);
        List<Object> values = new ArrayList<>(List.of(flow));
        values.addAll(keys);
        return Set.copyOf(jdbc.list(
                "select event_key from rule_verdict where flow = ? and rule = '' and verdict = 'parked'"
                        + " and event_key in (" + EffectSql.places(keys.size()) + ")",
                row -> row.getString(1),
                values.toArray()));
    }

    /** Verdicts about a user, by any of the names it goes by (in small letters); the newest first. */
    public List<Verdict> about(List<String> names, int limit) {
        List<Object> values = new ArrayList<>(names);
        values.add(limit);
        // two questions, as each has an index
        return Stream.of("who", "subject")
                .flatMap(
                        column -> jdbc.list(about(column, names.size()), VerdictStore::read, values.toArray()).stream())
                .collect(Collectors.toMap(Verdict::id, Function.identity(), (one, same) -> one))
                .values()
                .stream()
                .sorted(Comparator.comparingLong(Verdict::at)
                        .thenComparingLong(Verdict::id)
                        .reversed())
                .limit(limit)
                .toList();
    }

    static String about(String column, int names) {
        return "select * from rule_verdict where " + column + " in (" + EffectSql.places(names)
                + ") order by at desc, id desc limit ?";
    }

    /** What all rules said about the events of a key. */
    public List<Verdict> ofEvent(String eventKey) {
        return jdbc.list(OF_EVENT, VerdictStore::read, eventKey);
    }

    /** What led to an effect. */
    public List<Verdict> ofEffect(String effectId) {
        return jdbc.list(OF_EFFECT, VerdictStore::read, effectId);
    }

    /** The first ones that were kept. */
    public List<Verdict> first(int limit) {
        return jdbc.list("select * from rule_verdict order by id limit ?", VerdictStore::read, limit);
    }

    public Optional<Verdict> find(long id) {
        return jdbc.one("select * from rule_verdict where id = ?", VerdictStore::read, id);
    }

    /** Parked ones, the oldest first; a null filter takes all. */
    public List<Verdict> parked(@Nullable String flow, @Nullable String reason, int limit) {
        return jdbc.list(
                "select * from rule_verdict where verdict in ('parked', 'conflict')"
                        + " and (cast(? as varchar) is null or flow = ?)"
                        + " and (cast(? as varchar) is null or reason = ?) order by id limit ?",
                VerdictStore::read,
                flow,
                flow,
                reason,
                reason,
                limit);
    }

    /** Asks that a parked one is decided again; false if it is not parked. */
    public boolean askReplay(long id) {
        return jdbc.update("update rule_verdict set replay = true where id = ? and verdict = 'parked'", id) == 1;
    }

    /** Parked ones of a flow that a person wants decided again, the oldest first. */
    public List<Verdict> toReplay(String flow, int limit) {
        return jdbc.list(
                "select * from rule_verdict where verdict = 'parked' and flow = ? and replay order by id limit ?",
                VerdictStore::read,
                flow,
                limit);
    }

    private static @Nullable Object[] inserted(Verdict one) {
        return new @Nullable Object[] {
            one.flow(),
            one.eventKey(),
            one.rule(),
            one.kind().word(),
            one.reason(),
            clip(one.why()),
            one.place(),
            one.who(),
            one.subject(),
            one.effectId().orElse(null),
            one.event().orElse(null),
            one.at(),
            one.at()
        };
    }

    private static @Nullable Object[] updated(Verdict one, Verdict.Kind before) {
        return new @Nullable Object[] {
            one.kind().word(),
            one.reason(),
            clip(one.why()),
            one.place(),
            one.who(),
            one.subject(),
            one.effectId().orElse(null),
            one.event().orElse(null),
            one.at(),
            one.flow(),
            one.eventKey(),
            one.rule(),
            before.word()
        };
    }

    private static String clip(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 1000);
    }

    static Verdict read(ResultSet row) throws SQLException {
        return new Verdict(
                row.getLong("id"),
                row.getString("flow"),
                row.getString("event_key"),
                row.getString("rule"),
                Verdict.Kind.of(row.getString("verdict")),
                row.getString("reason"),
                row.getString("why"),
                row.getString("place"),
                row.getString("who"),
                row.getString("subject"),
                Optional.ofNullable(row.getString("effect_id")),
                Optional.ofNullable(row.getString("event")),
                row.getBoolean("replay"),
                row.getLong("at"));
    }
}
