package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Verdict;
import ai.returning.routes.jdbc.Jdbc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What rules said about events. The first word about an event stays, unless it was that somebody has to look. */
public final class VerdictStore {
    private static final String INSERT = """
            insert into rule_verdict (flow, event_key, rule, verdict, reason, why, place, who, subject, effect_id, event,
                replay, at, changed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, ?, ?) on conflict do nothing
            """;

    private static final String UPDATE = """
            update rule_verdict set verdict = ?, reason = ?, why = ?, place = ?, who = ?, subject = ?, effect_id = ?,
                event = ?, replay = false, changed_at = ?
            where flow = ? and event_key = ? and rule = ? and verdict = 'parked'
            """;

    private final Jdbc jdbc;

    public VerdictStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps verdicts; of an event that is known only a parked one is replaced. */
    public void keep(List<Verdict> verdicts) {
        List<Verdict> sorted = verdicts.stream()
                .sorted(Comparator.comparing(Verdict::flow)
                        .thenComparing(Verdict::eventKey)
                        .thenComparing(Verdict::rule))
                .toList();
        jdbc.inRepeatedTransaction(tx -> {
            int[] added =
                    tx.batch(INSERT, sorted.stream().map(VerdictStore::inserted).toList());
            List<@Nullable Object[]> known = new ArrayList<>();
            for (int i = 0; i < added.length; i++) {
                if (added[i] == 0) {
                    known.add(updated(sorted.get(i)));
                }
            }
            if (!known.isEmpty()) {
                tx.batch(UPDATE, known);
            }
            return added.length;
        });
    }

    /** Verdicts about a user, by any of the names it goes by (in small letters); the newest first. */
    public List<Verdict> about(List<String> names, int limit) {
        String places = EffectStore.places(names.size());
        List<Object> values = new ArrayList<>(names);
        values.addAll(names);
        values.add(limit);
        return jdbc.list(
                "select * from rule_verdict where who in (" + places + ") or subject in (" + places
                        + ") order by at desc, id desc limit ?",
                VerdictStore::read,
                values.toArray());
    }

    /** What all rules said about the events of a key. */
    public List<Verdict> ofEvent(String eventKey) {
        return jdbc.list(
                "select * from rule_verdict where event_key = ? order by flow, id", VerdictStore::read, eventKey);
    }

    /** What led to an effect. */
    public List<Verdict> ofEffect(String effectId) {
        return jdbc.list("select * from rule_verdict where effect_id = ? order by id", VerdictStore::read, effectId);
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

    /** Forgets what ended before a time. */
    public int purge(long before) {
        return jdbc.update(
                "delete from rule_verdict where verdict in ('wanted', 'no-match') and changed_at < ?", before);
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

    private static @Nullable Object[] updated(Verdict one) {
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
            one.rule()
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
