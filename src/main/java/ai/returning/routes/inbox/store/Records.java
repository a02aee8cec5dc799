package ai.returning.routes.inbox.store;

import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.jdbc.Jdbc;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person sees of all events, what they do with ended ones, and how long those are kept. */
final class Records {
    private static final Comparator<InboxEvent> NEWEST_FIRST = Comparator.comparingLong(InboxEvent::receivedAt)
            .thenComparingLong(InboxEvent::position)
            .reversed();

    private static final String ALL = " select state from inbox_event";

    /** In parts, each of which has an index. */
    private static final String OPEN = ALL + " where turn_type >= '' union all" + ALL
            + " where open_order >= '' and turn_type is null union all" + ALL + " where parked_at >= 0";

    /** What the index of times has; on H2 all are in it. */
    private static final String NOT_FRESH = " and not fresh";

    private final Jdbc jdbc;

    Records(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    List<InboxEvent> recent(
            @Nullable EventState state, @Nullable String type, @Nullable String endpoint, long since, int limit) {
        if (!jdbc.isPostgres()) {
            return recent("", "received_at", state, type, endpoint, since, limit);
        }
        Map<String, InboxEvent> found = new HashMap<>();
        if (state == null || state == EventState.RECEIVED) {
            // The fresh ones first: one that is admitted meanwhile is seen twice and not missed.
            recent(" and fresh", "position", state, type, endpoint, since, limit)
                    .forEach(event -> found.put(event.id(), event));
        }
        recent(NOT_FRESH, "received_at", state, type, endpoint, since, limit)
                .forEach(event -> found.put(event.id(), event));
        return found.values().stream().sorted(NEWEST_FIRST).limit(limit).toList();
    }

    private List<InboxEvent> recent(
            String part,
            String order,
            @Nullable EventState state,
            @Nullable String type,
            @Nullable String endpoint,
            long since,
            int limit) {
        String word = state == null ? null : state.word();
        return jdbc.list(
                "select * from inbox_event where received_at >= ? and (cast(? as varchar) is null or state = ?)"
                        + " and (cast(? as varchar) is null or type = ?)"
                        + " and (cast(? as varchar) is null or endpoint = ?)" + part
                        + " order by " + order + " desc, position desc limit ?",
                InboxRow::read,
                since,
                word,
                word,
                type,
                type,
                endpoint,
                endpoint,
                limit);
    }

    List<InboxEvent> startingWith(String prefix, int limit) {
        return jdbc.list(
                "select * from inbox_event where event_id like ? order by event_id limit ?",
                InboxRow::read,
                prefix + "%",
                limit);
    }

    int replay(List<InboxEvent> events, String reason, long now) {
        int[] counts = jdbc.inRepeatedTransaction(tx -> tx.batch(
                "update inbox_event set state = 'received', attempts = 0, due_at = 0, reason = ?, changed_at = ?,"
                        + " version = version + 1, turn_type = type, turn_at = received_at, open_order = order_key,"
                        + " parked_at = null where event_id = ? and version = ? and state in ('done', 'parked')",
                events.stream()
                        .sorted(Comparator.comparing(InboxEvent::id))
                        .map(event -> new @Nullable Object[] {reason, now, event.id(), event.version()})
                        .toList()));
        int replayed = 0;
        for (int count : counts) {
            replayed += count;
        }
        return replayed;
    }

    int purge(long before, int limit) {
        int events = jdbc.update(
                "delete from inbox_event where event_id in (select event_id from inbox_event"
                        + " where received_at < ? and state = 'done'" + (jdbc.isPostgres() ? NOT_FRESH : "")
                        // one that is replayed meanwhile stays
                        + " order by received_at limit ?) and state = 'done'",
                before,
                limit);
        jdbc.update("delete from inbox_newest where at < ?", before);
        return events;
    }

    Map<EventState, Long> counts() {
        return counted(ALL);
    }

    Map<EventState, Long> open() {
        return counted(jdbc.isPostgres() ? OPEN + " union all" + ALL + " where fresh" : OPEN);
    }

    private Map<EventState, Long> counted(String states) {
        Map<EventState, Long> counts = new EnumMap<>(EventState.class);
        jdbc.list(
                        "select state, count(*) from (" + states + ") e group by state",
                        row -> Map.entry(EventState.of(row.getString(1)), row.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }
}
