package ai.returning.routes.inbox.store;

import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is. An event has a turn from its arrival on. A look that meets it behind another one of its user takes
 * the turn away, once, and the end of the one before it gives it back. So a look meets what is free and little else, however
 * long the backlog is. An event that came in before one that is worked on waits for its end, too.
 */
final class Turns {
    private static final int LEAST_LOOKED_AT = 256;
    /** A look ends even if one user has a very long queue; the next one goes on. */
    private static final int MOST_LOOKS = 20;

    private static final String LOOK = """
            select c.event_id, c.version, (select e.event_id from inbox_event e where e.open_order = c.open_order
                order by e.open_order, e.position limit 1) as head, c.open_order
            from (select event_id, version, open_order, turn_type, turn_at, position from inbox_event
                where turn_type = ? and turn_at <= ? and state = 'received'%s
                order by turn_type, turn_at, position limit ?) c
            order by c.turn_at, c.position
            """;

    private static final String ANY_ENDPOINT = LOOK.formatted("");
    private static final String ONE_ENDPOINT = LOOK.formatted(" and endpoint = ?");

    private static final String CLAIM = """
            update inbox_event set state = 'working', owner = ?, lease_until = %s + ?, attempts = attempts + 1,
                version = version + 1, changed_at = ?
            where event_id = ? and version = ? and state = 'received'
            """.formatted(Leases.NOW);

    private final Jdbc jdbc;
    private final Admission admission;

    Turns(Jdbc jdbc) {
        this.jdbc = jdbc;
        this.admission = new Admission(jdbc);
    }

    /**
     * One that is looked at, and the one of its user that it waits for: itself if for none.
     *
     * @param held true if that one is worked on, and may have come later
     */
    private record Candidate(
            String id,
            long version,
            @Nullable String head,
            @Nullable String order,
            boolean held) {
        boolean isFirst() {
            return head == null || head.equals(id);
        }

        Candidate behind(Held held) {
            String other = held.beside(order, id);
            return other == null ? this : new Candidate(id, version, other, order, true);
        }

        /** Whether what it waits for still makes it wait; only an end of that one gives the turn back. */
        boolean waits(Map<String, EventState> open) {
            EventState state = head == null ? null : open.get(head);
            return held ? state == EventState.WORKING : state != null;
        }
    }

    List<InboxEvent> claim(String type, @Nullable String endpoint, String owner, long now, long lease, int limit) {
        int some = Math.max(2 * limit, LEAST_LOOKED_AT);
        for (int looks = 0; looks < MOST_LOOKS; ) {
            // before each look: one that came in late may be the first of its user
            int admitted = admission.admit(some);
            List<Candidate> seen = look(type, endpoint, now, some);
            List<Candidate> first =
                    seen.stream().filter(Candidate::isFirst).limit(limit).toList();
            List<Candidate> behind = seen.stream().filter(one -> !one.isFirst()).toList();
            stepBack(behind);
            if (!first.isEmpty()) {
                return claim(first, owner, now, lease);
            }
            if (admitted == 0 && behind.isEmpty()) {
                return List.of();
            }
            looks += admitted == 0 ? 1 : 0; // those of other types may come first, and are in the way only once
        }
        return List.of();
    }

    private List<Candidate> look(String type, @Nullable String endpoint, long now, int limit) {
        Jdbc.RowReader<Candidate> reader =
                row -> new Candidate(row.getString(1), row.getLong(2), row.getString(3), row.getString(4), false);
        List<Candidate> seen = endpoint == null
                ? jdbc.list(ANY_ENDPOINT, reader, type, now, limit)
                : jdbc.list(ONE_ENDPOINT, reader, type, now, endpoint, limit);
        if (seen.isEmpty()) {
            return seen;
        }
        Held held = Held.read(jdbc);
        return seen.stream().map(one -> one.behind(held)).toList();
    }

    private List<InboxEvent> claim(List<Candidate> free, String owner, long now, long lease) {
        List<Candidate> sorted = sorted(free);
        int[] counts = jdbc.inRepeatedTransaction(tx -> tx.batch(
                CLAIM,
                sorted.stream()
                        .map(one -> new @Nullable Object[] {owner, lease, now, one.id(), one.version()})
                        .toList()));
        List<String> ours = new ArrayList<>();
        Set<String> versions = new HashSet<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                ours.add(sorted.get(i).id());
                versions.add(sorted.get(i).id() + " " + (sorted.get(i).version() + 1));
            }
        }
        List<InboxEvent> claimed =
                Ids.list(jdbc, "select * from inbox_event where event_id in (%s)", InboxRow::read, ours).stream()
                        .filter(event -> versions.contains(event.id() + " " + event.version()))
                        .sorted(Comparator.comparingLong(InboxEvent::position))
                        .toList();
        return Held.keepAlone(jdbc, claimed);
    }

    private static List<Candidate> sorted(List<Candidate> some) {
        return some.stream().sorted(Comparator.comparing(Candidate::id)).toList();
    }

    /**
     * Takes the turn from events that wait behind others. Those in front are locked meanwhile: an end that was just
     * made would not see the ones behind it, and nobody would give them their turn again.
     */
    private void stepBack(List<Candidate> behind) {
        if (behind.isEmpty()) {
            return;
        }
        jdbc.inRepeatedTransaction(tx -> {
            List<String> heads = behind.stream()
                    .map(Candidate::head)
                    .filter(Objects::nonNull)
                    .distinct()
                    .sorted()
                    .toList();
            Map<String, EventState> open = Held.lock(tx, heads);
            List<@Nullable Object[]> rows = sorted(behind).stream()
                    .filter(one -> one.waits(open))
                    .map(one -> new @Nullable Object[] {one.id(), one.version()})
                    .toList();
            return rows.isEmpty()
                    ? new int[0]
                    : tx.batch(
                            "update inbox_event set turn_type = null where event_id = ? and version = ?"
                                    + " and state = 'received'",
                            rows);
        });
    }

    /**
     * Gives the turn to the first of those who wait for events that are no longer worked on; in the transaction that ended
     * that work, whether for good or until a next attempt.
     */
    static void pass(Jdbc tx, List<String> ended) {
        List<@Nullable String> next = Ids.list(
                tx,
                "select (select e.event_id from inbox_event e where e.open_order = f.order_key"
                        + " order by e.open_order, e.position limit 1) from inbox_event f where f.event_id in (%s)",
                row -> row.getString(1),
                ended);
        List<@Nullable Object[]> rows = next.stream()
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(id -> new @Nullable Object[] {id})
                .toList();
        if (!rows.isEmpty()) {
            tx.batch(
                    "update inbox_event set turn_type = type where event_id = ? and state = 'received'"
                            + " and turn_type is null",
                    rows);
        }
    }
}
