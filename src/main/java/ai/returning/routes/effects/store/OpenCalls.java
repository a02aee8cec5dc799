package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.jdbc.Jdbc;
import java.util.List;
import java.util.Optional;

/** Effects that go by a call of their own and wait to be sent or looked at. */
final class OpenCalls {
    private final Jdbc jdbc;

    OpenCalls(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Effect> nextOf(String tenant, String fence, long now) {
        return jdbc
                .list(
                        "select * from effect where effect_id = (select e.effect_id from effect e"
                                + " where e.open_fence = ? order by e.position, e.effect_id limit 1)"
                                + " and state = 'intent' and lane = 'call' and tenant = ? and due_at <= ?"
                                + " and lease_until <= " + EffectSql.NOW + " and " + FlowSwitches.FLOW_GOES + " and "
                                + FreeIntents.FENCE_IS_FREE,
                        EffectRow::read,
                        fence,
                        tenant,
                        now)
                .stream()
                .findFirst();
    }

    Optional<Effect> ahead(Effect effect) {
        return effect.fence()
                .flatMap(fence -> jdbc.one(
                        "select * from effect where effect_id = coalesce("
                                + "(select f.effect_id from effect_fence f where f.fence = ? and f.effect_id <> ?),"
                                + " (select e.effect_id from effect e where e.open_fence = ? and e.position < ?"
                                + " order by e.position, e.effect_id limit 1))",
                        EffectRow::read,
                        fence,
                        effect.id(),
                        fence,
                        effect.position()));
    }

    List<Effect> lostSends(String tenant, int limit) {
        return jdbc.list(
                "select * from effect where state in ('sending', 'accepted') and tenant = ? and lane = 'call'"
                        + " and lease_until <= " + EffectSql.NOW + " order by sent_at limit ?",
                EffectRow::read,
                tenant,
                limit);
    }

    List<Effect> due(String tenant, EffectState state, long now, int limit) {
        return jdbc.list(
                "select * from effect where state = ? and tenant = ? and lane = 'call' and due_at <= ?"
                        + " order by due_at, effect_id limit ?",
                EffectRow::read,
                state.word(),
                tenant,
                now,
                limit);
    }
}
