package ai.returning.routes.inbox.store;

import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.Finish;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.jdbc.Jdbc;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
    private final Jdbc jdbc;
    private final Turns turns;
    private final Leases leases;
    private final Ends ends;
    private final Records records;

    public InboxStore(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.turns = new Turns(jdbc);
        this.leases = new Leases(jdbc);
        this.ends = new Ends(jdbc);
        this.records = new Records(jdbc);
    }

    /**
     * Stores events that are not there yet, in one transaction.
     *
     * @return ids of those that were stored now; the others were there before
     */
    public Set<String> insert(List<InboxEvent> events) {
        List<InboxEvent> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(InboxEvent::id));
        if (jdbc.isPostgres()) {
            return InboxColumns.insert(jdbc, sorted);
        }
        int stored = InboxRow.insert(jdbc, sorted);
        Set<String> ids = new HashSet<>();
        sorted.forEach(event -> ids.add(event.id()));
        return stored == sorted.size() ? ids : own(sorted);
    }

    /** True if two inserts at a time are faster than one after the other. */
    public boolean bearsInsertsAtOnce() {
        return jdbc.isPostgres();
    }

    /** Only where somebody sent an event again is it looked who stored it. */
    private Set<String> own(List<InboxEvent> events) {
        Map<String, String> admissions = new HashMap<>();
        events.forEach(event -> admissions.put(event.id(), event.admission()));
        Set<String> own = new HashSet<>();
        Ids.list(
                        jdbc,
                        "select event_id, admission from inbox_event where event_id in (%s)",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        events.stream().map(InboxEvent::id).toList())
                .stream()
                .filter(found -> found.getValue().equals(admissions.get(found.getKey())))
                .forEach(found -> own.add(found.getKey()));
        return own;
    }

    /**
     * Takes events whose turn it is: the first open one of each order key, oldest first.
     *
     * @param endpoint null for those of all endpoints
     * @param now milliseconds since 1970; what came later, or is to be tried later, is not taken
     * @param lease milliseconds for which they are ours unless renewed
     * @return as they stand now; may be fewer than there are, but none only if there is none, or others took them
     */
    public List<InboxEvent> claim(
            String type, @Nullable String endpoint, String owner, long now, long lease, int limit) {
        return turns.claim(type, endpoint, owner, now, lease, limit);
    }

    /** Ends attempts in one transaction; each tells whether the event was still ours. */
    public List<Boolean> finish(List<Finish> attempts) {
        return ends.finish(attempts);
    }

    /**
     * Ends an attempt in the transaction of somebody who writes into the same database.
     *
     * @return false if the event is no longer ours: nothing may be written for it then
     */
    public static boolean finishWithin(Connection transaction, Finish attempt) {
        return Jdbc.within(transaction, tx -> Ends.finish(tx, List.of(attempt)).get(0));
    }

    /** The newest version or time that was done for an order key. */
    public Optional<Long> newest(String orderKey) {
        return ends.newest(orderKey);
    }

    /** Keeps claimed events ours for another lease. */
    public void renew(Collection<InboxEvent> events, long lease) {
        leases.renew(events, lease);
    }

    /**
     * Gives back events whose holder is silent; their attempt counts.
     *
     * @param all also those whose lease runs, because no other process can hold them
     */
    public int release(boolean all, long now) {
        return leases.release(all, now);
    }

    /** Ends events that were claimed too often without an outcome: each attempt killed its process. */
    public int park(int attempts, String reason, long now) {
        return ends.park(attempts, reason, now);
    }

    /** Forgets what was done before a time, and with it the keys of repetitions. Parked events stay. */
    public int purge(long before, int limit) {
        return records.purge(before, limit);
    }

    /** The newest first; each filter may be null. */
    public List<InboxEvent> recent(
            @Nullable EventState state, @Nullable String type, @Nullable String endpoint, long since, int limit) {
        return records.recent(state, type, endpoint, since, limit);
    }

    /** Events whose id begins so; for commands. */
    public List<InboxEvent> startingWith(String prefix, int limit) {
        return records.startingWith(prefix, limit);
    }

    /**
     * Gives ended events to their routes once more, with all attempts before them.
     *
     * @return how many were still as they were read
     */
    public int replay(List<InboxEvent> events, String reason, long now) {
        return records.replay(events, reason, now);
    }

    /** Number of events by state. */
    public Map<EventState, Long> counts() {
        return records.counts();
    }

    /** Number of events that are not done, by state. */
    public Map<EventState, Long> open() {
        return records.open();
    }
}
