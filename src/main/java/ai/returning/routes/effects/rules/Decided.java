package ai.returning.routes.effects.rules;

import ai.returning.routes.effects.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What came of some events.
 *
 * @param events that were read
 * @param verdicts how many of each kind, one an event and rule
 */
public record Decided(String flow, int events, Map<Verdict.Kind, Integer> verdicts) {
    static Decided of(String flow, int events, List<Verdict> verdicts) {
        Map<Verdict.Kind, Integer> counts = new EnumMap<>(Verdict.Kind.class);
        verdicts.forEach(verdict -> counts.merge(verdict.kind(), 1, Integer::sum));
        return new Decided(flow, events, Map.copyOf(counts));
    }

    /** How many verdicts are of a kind. */
    public int of(Verdict.Kind kind) {
        return verdicts.getOrDefault(kind, 0);
    }

    Decided and(Decided more) {
        Map<Verdict.Kind, Integer> counts = new EnumMap<>(Verdict.Kind.class);
        counts.putAll(verdicts);
        more.verdicts.forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
        return new Decided(flow, events + more.events, Map.copyOf(counts));
    }
}
