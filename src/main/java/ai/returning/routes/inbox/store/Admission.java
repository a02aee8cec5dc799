package ai.returning.routes.inbox.store;

import ai.returning.routes.jdbc.Jdbc;

/**
 * Gives events that just came in their place among the turns, in the order of their arrival. On PostgreSQL they are stored
 * without it, since its indexes cost more than the row; on H2 they have it from the start.
 */
final class Admission {
    /** Of those who admit, one goes on, so that no event overtakes an earlier one of its user; any number of its own. */
    private static final long LOCK = 0x5241_4932_0002L;

    private static final String FRESH = "select position from inbox_event where fresh order by position limit 1";

    /** By the place of the row: whatever PostgreSQL thinks of the size of the table, it reads these rows and no others. */
    private static final String ADMIT = """
            update inbox_event set fresh = false, turn_type = type, open_order = order_key
            where ctid = any (array(select ctid from inbox_event where fresh order by position limit ?))
            """;

    private final Jdbc jdbc;

    Admission(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Admits some of the oldest. Turns that are looked for afterwards have them, whoever admitted them.
     *
     * @return how many; 0 if none was left
     */
    int admit(int limit) {
        if (!jdbc.isPostgres() || jdbc.one(FRESH, row -> true).isEmpty()) {
            return 0;
        }
        return jdbc.inRepeatedTransaction(tx -> {
            tx.one("select pg_advisory_xact_lock(?)", row -> true, LOCK);
            return tx.update(ADMIT, limit);
        });
    }
}
