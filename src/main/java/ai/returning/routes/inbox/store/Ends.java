package ai.returning.routes.inbox.store;

import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.Finish;
import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How attempts end, and what that means for the next event of a user. */
final class Ends {
    private static final String FINISH = """
            update inbox_event set state = ?, owner = null, lease_until = 0, due_at = ?, reason = ?, changed_at = ?,
                turn_type = case when ? then type else null end, turn_at = ?,
                open_order = case when ? then order_key else null end,
                parked_at = case when ? then cast(? as bigint) end, version = version + 1,
                attempts = attempts - ?
            where event_id = ? and version = ? and state = 'working'
            """;

    private final Jdbc jdbc;

    Ends(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    List<Boolean> finish(List<Finish> attempts) {
        return jdbc.inRepeatedTransaction(tx -> finish(tx, attempts));
    }

    /** The same in a transaction that is open. */
    static List<Boolean> finish(Jdbc tx, List<Finish> attempts) {
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
        pass(tx, attempts, ours);
        newest(tx, attempts, ours);
        return List.of(ours);
    }

    private static @Nullable Object[] values(Finish one) {
        boolean again = one.state() == EventState.RECEIVED;
        return new @Nullable Object[] {
            one.state().word(),
            one.dueAt(),
            one.reason(),
            one.at(),
            again,
            again ? one.dueAt() : 0,
            again,
            one.state() == EventState.PARKED,
            one.at(),
            one.counts() ? 0 : 1,
            one.event().id(),
            one.event().version()
        };
    }

    private static void pass(Jdbc tx, List<Finish> attempts, Boolean[] ours) {
        List<String> ended = new ArrayList<>();
        for (int i = 0; i < ours.length; i++) {
            Finish one = attempts.get(i);
            if (ours[i] && one.event().orderKey() != null) {
                ended.add(one.event().id());
            }
        }
        Turns.pass(tx, ended);
    }

    private static void newest(Jdbc tx, List<Finish> attempts, Boolean[] ours) {
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
            int known = tx.update(
                    "update inbox_newest set newness = greatest(newness, ?), at = ? where order_key = ?",
                    value,
                    at,
                    entry.getKey());
            if (known == 0) {
                tx.update(
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

    Optional<Long> newest(String orderKey) {
        return jdbc.one("select newness from inbox_newest where order_key = ?", row -> row.getLong(1), orderKey);
    }

    int park(int attempts, String reason, long now) {
        return jdbc.inRepeatedTransaction(tx -> {
            List<String> worn = tx.list(
                    "select event_id from inbox_event where turn_type >= '' and state = 'received' and attempts >= ?"
                            + " order by event_id for update",
                    row -> row.getString(1),
                    attempts);
            tx.batch(
                    "update inbox_event set state = 'parked', reason = ?, version = version + 1, changed_at = ?,"
                            + " parked_at = ?, turn_type = null, open_order = null where event_id = ?",
                    worn.stream()
                            .map(id -> new @Nullable Object[] {reason, now, now, id})
                            .toList());
            Turns.pass(tx, worn);
            return worn.size();
        });
    }
}
