package ai.returning.routes.inbox.store;

import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.Finish;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores, claims and ends events. Every change names the version it starts from. Rows are touched in the order of their
 * ids, so that two processes never wait for each other.
 */
public final class InboxStore {
    private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    private static final String CLAIM = """
            update inbox_event set state = 'working', owner = ?, lease_until = %s + ?, attempts = attempts + 1,
                version = version + 1, changed_at = ?
            where event_id = ? and version = ? and state = 'received'
            """.formatted(NOW);

    private static final String FINISH = """
            update inbox_event set state = ?, owner = null, lease_until = 0, due_at = ?, reason = ?, changed_at = ?,
                open_type = case when ? then type else null end, open_order = case when ? then order_key else null end,
                parked_at = case when ? then cast(? as bigint) end, version = version + 1
            where event_id = ? and version = ? and state = 'working'
            """;

    private final Jdbc jdbc;

    public InboxStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores events that are not there yet, in one transaction.
     *
     * @return ids of those that were stored now; the others were there before
     */
    public Set<String> insert(List<InboxEvent> events) {
        List<InboxEvent> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(InboxEvent::id));
        List<@Nullable Object> values = new ArrayList<>(sorted.size() * 24);
        sorted.forEach(event -> Collections.addAll(values, InboxRow.values(event)));
        String sql = "insert into inbox_event (" + InboxRow.COLUMNS + ") values "
                + String.join(", ", Collections.nCopies(sorted.size(), InboxRow.PLACES)) + " on conflict do nothing";
        int stored = jdbc.update(sql, values.toArray());
        Set<String> ids = new HashSet<>();
        sorted.forEach(event -> ids.add(event.id()));
        return stored == sorted.size() ? ids : own(sorted);
    }

    /** Only where somebody sent an event again is it looked who stored it. */
    private Set<String> own(List<InboxEvent> events) {
        Map<String, String> admissions = new HashMap<>();
        events.forEach(event -> admissions.put(event.id(), event.admission()));
        Set<String> own = new HashSet<>();
        jdbc
                .list(
                        "select event_id, admission from inbox_event where event_id in (" + places(events.size()) + ")",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        events.stream().map(InboxEvent::id).toArray())
                .stream()
                .filter(found -> found.getValue().equals(admissions.get(found.getKey())))
                .forEach(found -> own.add(found.getKey()));
        return own;
    }

    /**
     * Takes events whose turn it is: the first open one of each order key, oldest first.
     *
     * @param endpoint null for those of all endpoints
     * @param lease milliseconds for which they are ours unless renewed
     * @return as they stand now
     */
    public List<InboxEvent> claim(
            String type, @Nullable String endpoint, String owner, long now, long lease, int limit) {
        List<InboxEvent> free = free(type, endpoint, now, limit);
        if (free.isEmpty()) {
            return List.of();
        }
        List<InboxEvent> sorted = new ArrayList<>(free);
        sorted.sort(Comparator.comparing(InboxEvent::id));
        int[] counts = jdbc.inRepeatedTransaction(tx -> tx.batch(
                CLAIM,
                sorted.stream()
                        .map(event -> new @Nullable Object[] {owner, lease, now, event.id(), event.version()})
                        .toList()));
        List<InboxEvent> claimed = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                claimed.add(working(sorted.get(i)));
            }
        }
        claimed.sort(Comparator.comparingLong(InboxEvent::position));
        return claimed;
    }

    private List<InboxEvent> free(String type, @Nullable String endpoint, long now, int limit) {
        return jdbc.list(
                "select * from inbox_event where open_type = ? and state = 'received' and due_at <= ?"
                        + " and (cast(? as varchar) is null or endpoint = ?)"
                        + " and (open_order is null or position = (select min(e.position) from inbox_event e"
                        + " where e.open_order = inbox_event.open_order))"
                        + " order by position limit ?",
                InboxRow::read,
                type,
                now,
                endpoint,
                endpoint,
                limit);
    }

    private static InboxEvent working(InboxEvent event) {
        return new InboxEvent(
                event.id(),
                event.endpoint(),
                event.type(),
                event.tenant(),
                event.key(),
                event.body(),
                event.headers(),
                event.proven(),
                event.userKey(),
                event.eventTime(),
                event.newness(),
                event.orderKey(),
                event.position(),
                EventState.WORKING,
                event.attempts() + 1,
                event.version() + 1,
                event.admission(),
                event.dueAt(),
                event.reason(),
                event.receivedAt(),
                event.changedAt());
    }

    /** Ends attempts in one transaction; each tells whether the event was still ours. */
    public List<Boolean> finish(List<Finish> attempts) {
        return jdbc.inRepeatedTransaction(tx -> {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < attempts.size(); i++) {
                order.add(i);
            }
            order.sort(Comparator.comparing(i -> attempts.get(i).event().id()));
            int[] counts = tx.batch(
                    FINISH, order.stream().map(i -> values(attempts.get(i))).toList());
            Boolean[] ours = new Boolean[attempts.size()];
            for (int at = 0; at < counts.length; at++) {
                ours[order.get(at)] = counts[at] == 1;
            }
            newest(attempts, ours);
            return List.of(ours);
        });
    }

    private static @Nullable Object[] values(Finish one) {
        boolean again = one.state() == EventState.RECEIVED;
        return new @Nullable Object[] {
            one.state().word(),
            one.dueAt(),
            one.reason(),
            one.at(),
            again,
            again,
            one.state() == EventState.PARKED,
            one.at(),
            one.event().id(),
            one.event().version()
        };
    }

    private void newest(List<Finish> attempts, Boolean[] ours) {
        Map<String, Finish> newest = new HashMap<>();
        for (int i = 0; i < ours.length; i++) {
            Finish one = attempts.get(i);
            String order = one.event().orderKey();
            if (ours[i] && one.applied() && order != null && one.event().newness() != null) {
                newest.merge(order, one, (a, b) -> newness(a) >= newness(b) ? a : b);
            }
        }
        newest.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            long value = newness(entry.getValue());
            long at = entry.getValue().at();
            int known = jdbc.update(
                    "update inbox_newest set newness = greatest(newness, ?), at = ? where order_key = ?",
                    value,
                    at,
                    entry.getKey());
            if (known == 0) {
                jdbc.update(
                        "insert into inbox_newest (order_key, newness, at) values (?, ?, ?) on conflict do nothing",
                        entry.getKey(),
                        value,
                        at);
            }
        });
    }

    private static long newness(Finish one) {
        Long value = one.event().newness();
        return value == null ? Long.MIN_VALUE : value;
    }

    /** The newest version or time that was done for an order key. */
    public Optional<Long> newest(String orderKey) {
        return jdbc.one("select newness from inbox_newest where order_key = ?", row -> row.getLong(1), orderKey);
    }

    /** Keeps claimed events ours for another lease. */
    public void renew(Collection<InboxEvent> events, long lease) {
        jdbc.inRepeatedTransaction(tx -> tx.batch(
                "update inbox_event set lease_until = " + NOW
                        + " + ? where event_id = ? and version = ? and state = 'working'",
                events.stream()
                        .sorted(Comparator.comparing(InboxEvent::id))
                        .map(event -> new @Nullable Object[] {lease, event.id(), event.version()})
                        .toList()));
    }

    /**
     * Gives back events whose holder is silent; their attempt counts.
     *
     * @param all also those whose lease runs, because no other process can hold them
     */
    public int release(boolean all, long now) {
        return jdbc.update(
                "update inbox_event set state = 'received', owner = null, lease_until = 0, version = version + 1,"
                        + " changed_at = ? where event_id in (select event_id from inbox_event"
                        + " where state = 'working' and open_type is not null and (cast(? as boolean) or lease_until <= "
                        + NOW + ")) and state = 'working'",
                now,
                all);
    }

    /** Ends events that were claimed too often without an outcome: each attempt killed its process. */
    public int park(int attempts, String reason, long now) {
        return jdbc.update(
                "update inbox_event set state = 'parked', reason = ?, version = version + 1, changed_at = ?,"
                        + " parked_at = ?, open_type = null, open_order = null"
                        + " where open_type is not null and state = 'received' and attempts >= ?",
                reason,
                now,
                now,
                attempts);
    }

    /** Forgets what was done before a time, and with it the keys of repetitions. Parked events stay. */
    public int purge(long before, int limit) {
        int events = jdbc.update(
                "delete from inbox_event where event_id in (select event_id from inbox_event"
                        + " where received_at < ? and state = 'done' order by received_at limit ?)",
                before,
                limit);
        jdbc.update("delete from inbox_newest where at < ?", before);
        return events;
    }

    /** The newest first; each filter may be null. */
    public List<InboxEvent> recent(
            @Nullable EventState state, @Nullable String type, @Nullable String endpoint, long since, int limit) {
        String word = state == null ? null : state.word();
        return jdbc.list(
                "select * from inbox_event where received_at >= ? and (cast(? as varchar) is null or state = ?)"
                        + " and (cast(? as varchar) is null or type = ?)"
                        + " and (cast(? as varchar) is null or endpoint = ?)"
                        + " order by received_at desc, position desc limit ?",
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

    /** Events whose id begins so; for commands. */
    public List<InboxEvent> startingWith(String prefix, int limit) {
        return jdbc.list(
                "select * from inbox_event where event_id like ? order by event_id limit ?",
                InboxRow::read,
                prefix + "%",
                limit);
    }

    /**
     * Gives ended events to their routes once more, with all attempts before them.
     *
     * @return how many were still as they were read
     */
    public int replay(List<InboxEvent> events, String reason, long now) {
        int[] counts = jdbc.inRepeatedTransaction(tx -> tx.batch(
                "update inbox_event set state = 'received', attempts = 0, due_at = 0, reason = ?, changed_at = ?,"
                        + " version = version + 1, open_type = type, open_order = order_key, parked_at = null"
                        + " where event_id = ? and version = ? and state in ('done', 'parked')",
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

    /** Number of events by state. */
    public Map<EventState, Long> counts() {
        Map<EventState, Long> counts = new EnumMap<>(EventState.class);
        jdbc.list(
                        "select state, count(*) from inbox_event group by state",
                        row -> Map.entry(EventState.of(row.getString(1)), row.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** Number of events that are not done, by state. */
    public Map<EventState, Long> open() {
        Map<EventState, Long> counts = new EnumMap<>(EventState.class);
        jdbc.list(
                        "select state, count(*) from inbox_event where open_type is not null or parked_at is not null"
                                + " group by state",
                        row -> Map.entry(EventState.of(row.getString(1)), row.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    private static String places(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
