package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.LookAlike;
import ai.returning.routes.jdbc.Jdbc;
import java.util.List;

/** What speaks for and against that an effect happened, or happened twice. */
final class Doubts {
    private final Jdbc jdbc;

    Doubts(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    List<LookAlike> sentBeside(Effect effect, long since, int limit) {
        return jdbc.list(
                "select content, state, attempt, admitted_at, sent_at from effect where subject = ? and tenant = ?"
                        + " and operation = ? and sent_at >= ? and effect_id <> ?"
                        + " and state in ('applied', 'sending', 'accepted', 'ambiguous', 'needs-person')"
                        + " order by sent_at desc limit ?",
                row -> new LookAlike(
                        row.getString("content"),
                        EffectState.of(row.getString("state")),
                        row.getInt("attempt"),
                        row.getLong("admitted_at"),
                        row.getLong("sent_at")),
                effect.subject(),
                effect.tenant(),
                effect.operation(),
                since,
                effect.id(),
                limit);
    }

    void suspectDouble(String effectId, long at, String why) {
        jdbc.update(
                "insert into effect_alarm (effect_id, at, why) values (?, ?, ?) on conflict do nothing",
                effectId,
                at,
                EffectSql.clip(why, 1000));
    }
}
