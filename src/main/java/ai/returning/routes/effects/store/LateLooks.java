package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.jdbc.Jdbc;
import java.util.List;

/** Effects that got another attempt because nothing was seen of the one before. Times are milliseconds since 1970. */
public final class LateLooks {
    private final Jdbc jdbc;

    LateLooks(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** @param since when the other attempt was granted */
    public record Late(Effect effect, long since) {}

    /** Has an effect looked at from a time on; that an older look is still wanted changes only the time. */
    public void expect(String effectId, long since, long dueAt) {
        jdbc.inRepeatedTransaction(tx -> {
            int known = tx.update(
                    "update effect_late set since = ?, due_at = ? where effect_id = ?", since, dueAt, effectId);
            return known == 1
                    ? known
                    : tx.update(
                            "insert into effect_late (effect_id, since, due_at) values (?, ?, ?) on conflict do nothing",
                            effectId,
                            since,
                            dueAt);
        });
    }

    /** Those whose time has come, that which waits longest first. */
    public List<Late> due(String tenant, long now, int limit) {
        return jdbc.list(
                "select effect.*, effect_late.since as late_since from effect_late"
                        + " join effect on effect.effect_id = effect_late.effect_id"
                        + " where effect_late.due_at <= ? and effect.tenant = ?"
                        + " order by effect_late.due_at, effect.effect_id limit ?",
                row -> new Late(EffectRow.read(row), row.getLong("late_since")),
                now,
                tenant,
                limit);
    }

    public void later(String effectId, long dueAt) {
        jdbc.update("update effect_late set due_at = ? where effect_id = ?", dueAt, effectId);
    }

    public void done(String effectId) {
        jdbc.update("delete from effect_late where effect_id = ?", effectId);
    }
}
