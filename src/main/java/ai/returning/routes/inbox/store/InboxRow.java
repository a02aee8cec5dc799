package ai.returning.routes.inbox.store;

import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.jdbc.Jdbc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes rows of the inbox. */
final class InboxRow {
    private static final String COLUMNS =
            "event_id, endpoint, type, tenant, event_key, body, headers, proven, user_key,"
                    + " event_time, newness, order_key, open_order, turn_type, turn_at, position, state, attempts, version, admission,"
                    + " owner, lease_until, due_at, reason, parked_at, received_at, changed_at";
    private static final String PLACES =
            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, 0, ?, ?, ?, ?, ?)";

    private InboxRow() {}

    /** All rows by one statement; how many were not there before. */
    static int insert(Jdbc jdbc, List<InboxEvent> events) {
        List<@Nullable Object> values = new ArrayList<>(events.size() * 25);
        events.forEach(event -> Collections.addAll(values, values(event)));
        return jdbc.update(
                "insert into inbox_event (" + COLUMNS + ") values "
                        + String.join(", ", Collections.nCopies(events.size(), PLACES)) + " on conflict do nothing",
                values.toArray());
    }

    static InboxEvent read(ResultSet row) throws SQLException {
        return new InboxEvent(
                row.getString("event_id"),
                row.getString("endpoint"),
                row.getString("type"),
                row.getString("tenant"),
                row.getString("event_key"),
                row.getBytes("body"),
                row.getString("headers"),
                row.getBoolean("proven"),
                row.getString("user_key"),
                optional(row, "event_time"),
                optional(row, "newness"),
                row.getString("order_key"),
                row.getLong("position"),
                EventState.of(row.getString("state")),
                row.getInt("attempts"),
                row.getLong("version"),
                row.getString("admission"),
                row.getLong("due_at"),
                row.getString("reason"),
                row.getLong("received_at"),
                row.getLong("changed_at"));
    }

    private static @Nullable Long optional(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Object[] values(InboxEvent event) {
        boolean open = event.state() == EventState.RECEIVED;
        return new @Nullable Object[] {
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
            open ? event.orderKey() : null,
            open ? event.type() : null,
            open ? event.receivedAt() : 0,
            event.position(),
            event.state().word(),
            event.attempts(),
            event.version(),
            event.admission(),
            event.dueAt(),
            event.reason(),
            event.state() == EventState.PARKED ? event.receivedAt() : null,
            event.receivedAt(),
            event.changedAt()
        };
    }
}
