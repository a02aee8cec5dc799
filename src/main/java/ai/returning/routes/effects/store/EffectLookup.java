package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Transition;
import ai.returning.routes.jdbc.Jdbc;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds effects by their names, and what was written of one. */
final class EffectLookup {
    private final Jdbc jdbc;

    EffectLookup(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Effect> find(String id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    Map<String, Effect> find(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .list(
                        "select * from effect where effect_id in (" + EffectSql.places(ids.size()) + ")",
                        EffectRow::read,
                        ids.toArray())
                .stream()
                .collect(Collectors.toMap(Effect::id, Function.identity()));
    }

    List<Effect> startingWith(String prefix, int limit) {
        return jdbc.list(
                "select * from effect where effect_id >= ? and effect_id < ? order by effect_id limit ?",
                EffectRow::read,
                prefix,
                // behind every hex digit
                prefix + "g",
                limit);
    }

    List<Effect> recent(@Nullable String flow, @Nullable EffectState state, int limit) {
        String word = state == null ? null : state.word();
        return jdbc.list(
                "select * from effect where (cast(? as varchar) is null or flow = ?)"
                        + " and (cast(? as varchar) is null or state = ?) order by admitted_at desc, effect_id limit ?",
                EffectRow::read,
                flow,
                flow,
                word,
                word,
                limit);
    }

    List<Transition> steps(String effectId) {
        return jdbc.list("select * from effect_event where effect_id = ? order by seq", EffectRow::readStep, effectId);
    }
}
