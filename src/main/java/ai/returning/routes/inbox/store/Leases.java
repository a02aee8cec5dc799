package ai.returning.routes.inbox.store;

import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.jdbc.Jdbc;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps claimed events with their holders, and gives back those of silent ones. Only held events have a lease. */
final class Leases {
    /** The clock of the database, in milliseconds: all processes have this one. */
    static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    private static final String RENEW = "update inbox_event set lease_until = " + NOW
            + " + ? where event_id = ? and version = ? and state = 'working'";

    private static final String SILENT = "select event_id from inbox_event"
            + " where lease_until > 0 and (cast(? as boolean) or lease_until <= " + NOW + ")"
            + " and state = 'working' order by event_id for update";

    private static final String RELEASE = "update inbox_event set state = 'received', owner = null, lease_until = 0,"
            + " turn_type = type, version = version + 1, changed_at = ? where event_id = ? and state = 'working'";

    private final Jdbc jdbc;

    Leases(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    void renew(Collection<InboxEvent> events, long lease) {
        jdbc.inRepeatedTransaction(tx -> tx.batch(
                RENEW,
                events.stream()
                        .sorted(Comparator.comparing(InboxEvent::id))
                        .map(event -> new @Nullable Object[] {lease, event.id(), event.version()})
                        .toList()));
    }

    int release(boolean all, long now) {
        return jdbc.inRepeatedTransaction(tx -> {
            List<String> silent = tx.list(SILENT, row -> row.getString(1), all);
            tx.batch(
                    RELEASE,
                    silent.stream().map(id -> new @Nullable Object[] {now, id}).toList());
            Turns.pass(tx, silent);
            return silent.size();
        });
    }
}
