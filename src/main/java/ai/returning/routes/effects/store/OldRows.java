package ai.returning.routes.effects.store;

import ai.returning.routes.jdbc.Jdbc;

/**
 * Deletes what nobody needs any more, some rows at a time. Effects and their transitions stay for ever, as does whatever
 * waits for a person.
 */
public final class OldRows {
    private final Jdbc jdbc;
    private final int most;

    /** @param most rows of one transaction */
    public OldRows(Jdbc jdbc, int most) {
        this.jdbc = jdbc;
        this.most = most;
    }

    /**
     * Verdicts that were said before a time and need nobody. The effect they led to stays, so that the event coming again
     * does nothing twice.
     *
     * @return how many; fewer than one transaction holds at the end
     */
    public int verdicts(long before) {
        return delete("""
                delete from rule_verdict where id in (select id from rule_verdict v
                    where changed_at < ? and (verdict in ('wanted', 'no-match') or verdict = 'held' and exists (
                        select 1 from effect e where e.effect_id = v.effect_id and e.state in ('applied', 'rejected')))
                    order by id limit ?) and verdict in ('wanted', 'no-match', 'held')
                """, before);
    }

    /**
     * Caps of days and runs that nothing was taken from for a while.
     *
     * @param millis how long, by the clock of the database
     */
    public int caps(long millis) {
        return delete("""
                delete from effect_cap where not lasting and scope in (select scope from effect_cap
                    where not lasting and changed_at < %1$s - ? order by scope limit ?)
                    and not lasting
                """.formatted(EffectSql.NOW), millis);
    }

    /** What people asked for or switched before a time; that an item was put away is never forgotten. */
    public int notes(long before) {
        return delete("""
                delete from desk_note where id in (select id from desk_note
                    where action <> 'close' and at < ? order by id limit ?)
                """, before);
    }

    /** What events were that were claimed before a time, unless an effect of theirs is not at its end. */
    public int claims(long before) {
        return delete("""
                delete from event_claim where (tenant, effect, operation, event_key) in (
                    select tenant, effect, operation, event_key from event_claim c
                    where at < ? and not exists (select 1 from effect e where e.event_key = c.event_key
                        and e.tenant = c.tenant and e.effect = c.effect and e.operation = c.operation
                        and e.state not in ('applied', 'rejected'))
                    order by tenant, effect, operation, event_key limit ?)
                """, before);
    }

    private int delete(String sql, long bound) {
        return jdbc.inRepeatedTransaction(tx -> tx.update(sql, bound, most));
    }
}
