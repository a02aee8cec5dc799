package ai.returning.routes.inbox.store;

import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.jdbc.Jdbc;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows by columns, for PostgreSQL: one array a column, so that the statement is the same for each number of rows.
 * The database reads and plans it once, and its values travel as bytes. {@link Admission} makes them known to turns.
 */
final class InboxColumns {
    private static final String INSERT = """
            insert into inbox_event (event_id, endpoint, type, tenant, event_key, body, headers, proven, user_key,
                event_time, newness, order_key, fresh, turn_at, position, state, attempts, version,
                admission, owner, lease_until, due_at, reason, parked_at, received_at, changed_at)
            select event_id, endpoint, type, tenant, event_key, body, headers, proven, user_key, event_time, newness,
                order_key, state = 'received', case when state = 'received' then received_at else 0 end,
                position, state, 0, 0, admission, null, 0, 0, reason,
                case when state = 'parked' then received_at end, received_at, received_at
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::boolean[],
                ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                as e (event_id, endpoint, type, tenant, event_key, body, headers, proven, user_key, event_time, newness,
                order_key, position, state, admission, reason, received_at)
            on conflict do nothing
            returning event_id
            """;

    private InboxColumns() {}

    /** The ids of those that were not there before. */
    static Set<String> insert(Jdbc jdbc, List<InboxEvent> events) {
        return new HashSet<>(jdbc.list(
                INSERT,
                row -> row.getString(1),
                text(events, InboxEvent::id),
                text(events, InboxEvent::endpoint),
                text(events, InboxEvent::type),
                text(events, InboxEvent::tenant),
                text(events, InboxEvent::key),
                new Jdbc.Column("bytea", events.stream().map(InboxEvent::body).toArray(byte[][]::new)),
                text(events, InboxEvent::headers),
                new Jdbc.Column("bool", events.stream().map(InboxEvent::proven).toArray(Boolean[]::new)),
                text(events, InboxEvent::userKey),
                number(events, InboxEvent::eventTime),
                number(events, InboxEvent::newness),
                text(events, InboxEvent::orderKey),
                number(events, InboxEvent::position),
                text(events, event -> event.state().word()),
                text(events, InboxEvent::admission),
                text(events, InboxEvent::reason),
                number(events, InboxEvent::receivedAt)));
    }

    private static Jdbc.Column text(List<InboxEvent> events, Function<InboxEvent, @Nullable String> column) {
        @Nullable String[] values = new String[events.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(events.get(i));
        }
        return new Jdbc.Column("text", values);
    }

    private static Jdbc.Column number(List<InboxEvent> events, Function<InboxEvent, @Nullable Long> column) {
        @Nullable Long[] values = new Long[events.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(events.get(i));
        }
        return new Jdbc.Column("int8", values);
    }
}
