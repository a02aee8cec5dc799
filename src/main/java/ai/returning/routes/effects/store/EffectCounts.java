package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How many effects there are of a kind. */
final class EffectCounts {
    private final Jdbc jdbc;

    EffectCounts(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    Map<EffectState, Long> counts() {
        Map<EffectState, Long> counts = new EnumMap<>(EffectState.class);
        jdbc.list(
                        "select state, count(*) from effect group by state",
                        row -> Map.entry(EffectState.of(row.getString(1)), row.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    Map<EffectState, Long> open() {
        Map<EffectState, Long> counts = new EnumMap<>(EffectState.class);
        List<String> words = openWords();
        jdbc.list(
                        "select state, count(*) from effect where state in (" + EffectSql.places(words.size())
                                + ") group by state",
                        row -> Map.entry(EffectState.of(row.getString(1)), row.getLong(2)),
                        words.toArray())
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    Map<String, Long> openBeside(String tenant) {
        List<String> words = openWords();
        List<Object> values = new ArrayList<>(words);
        values.add(tenant);
        return jdbc
                .list(
                        "select tenant, count(*) from effect where state in (" + EffectSql.places(words.size())
                                + ") and tenant <> ? group by tenant",
                        row -> Map.entry(row.getString(1), row.getLong(2)),
                        values.toArray())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> openWords() {
        return Arrays.stream(EffectState.values())
                .filter(state -> !state.isFinal())
                .map(EffectState::word)
                .toList();
    }

    int overtaken(Effect effect) {
        return jdbc.one(
                        "select count(*) from effect where fence = ? and state = 'applied' and position > ?",
                        row -> row.getInt(1),
                        effect.fence().orElse(null),
                        effect.position())
                .orElse(0);
    }
}
