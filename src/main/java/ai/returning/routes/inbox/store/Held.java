package ai.returning.routes.inbox.store;

import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events that are worked on, by user. They are few, and found by the index of leases, however long the backlog is.
 */
final class Held {
    private static final String WORKING =
            "select event_id, open_order from inbox_event" + " where lease_until > 0 and state = 'working'";

    private static final String GIVE_BACK = "update inbox_event set state = 'received', owner = null, lease_until = 0,"
            // one turn too many is taken away by the next look; one too few would stay away
            + " turn_type = type, attempts = attempts - 1, version = version + 1 where event_id = ? and version = ? and state = 'working'";

    private final Map<String, Set<String>> byOrder = new HashMap<>();

    private Held() {}

    static Held read(Jdbc jdbc) {
        Held held = new Held();
        jdbc.list(WORKING, row -> new @Nullable String[] {row.getString(1), row.getString(2)})
                .forEach(row -> held.add(row[0], row[1]));
        return held;
    }

    private void add(@Nullable String id, @Nullable String order) {
        if (id != null && order != null) {
            byOrder.computeIfAbsent(order, any -> new HashSet<>()).add(id);
        }
    }

    /** Another event of a user that is worked on; null if there is none. */
    @Nullable
    String beside(@Nullable String order, String id) {
        return order == null
                ? null
                : byOrder.getOrDefault(order, Set.of()).stream()
                        .filter(other -> !other.equals(id))
                        .findAny()
                        .orElse(null);
    }

    /**
     * Gives back what was just taken while somebody else took another event of the same user: of two that claim at once,
     * the one that looks later sees the other. Nothing was done for it, so the attempt does not count.
     *
     * @return what stays
     */
    static List<InboxEvent> keepAlone(Jdbc jdbc, List<InboxEvent> claimed) {
        if (claimed.isEmpty()) {
            return claimed;
        }
        Held held = read(jdbc);
        List<InboxEvent> alone = new ArrayList<>();
        List<InboxEvent> beside = new ArrayList<>();
        claimed.forEach(one -> (held.beside(one.orderKey(), one.id()) == null ? alone : beside).add(one));
        if (!beside.isEmpty()) {
            jdbc.inRepeatedTransaction(tx -> giveBack(tx, beside));
        }
        return alone;
    }

    private static boolean giveBack(Jdbc tx, List<InboxEvent> events) {
        tx.batch(
                GIVE_BACK,
                events.stream()
                        .sorted(Comparator.comparing(InboxEvent::id))
                        .map(one -> new @Nullable Object[] {one.id(), one.version()})
                        .toList());
        Turns.pass(tx, events.stream().map(InboxEvent::id).toList());
        return true;
    }

    /** Those of some that are in a state in which others wait for them; locked until the transaction ends. */
    static Map<String, EventState> lock(Jdbc tx, List<String> ids) {
        Map<String, EventState> open = new HashMap<>();
        Ids.list(
                        tx,
                        "select event_id, state from inbox_event where event_id in (%s) and open_order is not null"
                                + " order by event_id for update",
                        row -> Map.entry(row.getString(1), EventState.of(row.getString(2))),
                        ids)
                .forEach(entry -> open.put(entry.getKey(), entry.getValue()));
        return open;
    }
}
