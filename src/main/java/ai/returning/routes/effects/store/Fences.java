package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.Move;
import ai.returning.routes.effects.store.EffectStore.Written;
import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Who holds a fence: at most one effect that is under way or unclear. Used within the transaction of the moves. */
final class Fences {
    private static final String TAKE_FENCE =
            "insert into effect_fence (fence, effect_id) values (?, ?) on conflict do nothing";

    /** Gives a fence back unless its effect still needs it. */
    private static final String DROP_FENCE = """
            delete from effect_fence where fence = ? and effect_id = ? and not exists (
                select 1 from effect e where e.effect_id = effect_fence.effect_id
                  and e.state in ('sending', 'accepted', 'ambiguous', 'needs-person'))
            """;

    private final Jdbc jdbc;
    private final FlowSwitches switches;

    Fences(Jdbc jdbc, FlowSwitches switches) {
        this.jdbc = jdbc;
        this.switches = switches;
    }

    /** Marks as fenced the claims of flows that a person has stopped. */
    void refuseStopped(List<Move> moves, @Nullable Written[] written) {
        Set<String> stopped = moves.stream().anyMatch(Fences::isClaim) ? switches.stopped() : Set.of();
        for (int i = 0; i < written.length; i++) {
            if (isClaim(moves.get(i)) && stopped.contains(moves.get(i).before().flow())) {
                written[i] = Written.FENCED;
            }
        }
    }

    private static boolean isClaim(Move move) {
        return move.after().state() == EffectState.SENDING;
    }

    /** Marks as fenced the claims whose fence somebody else holds, or that come before their turn. */
    void take(List<Move> moves, @Nullable Written[] written) {
        List<Effect> claims = IntStream.range(0, written.length)
                .filter(i -> written[i] == null && isClaim(moves.get(i)))
                .mapToObj(i -> moves.get(i).before())
                .filter(effect -> effect.fence().isPresent())
                // of two claims in one batch the older one takes the fence
                .sorted(Comparator.comparing((Effect effect) -> effect.fence().orElseThrow())
                        .thenComparing(Effect::position))
                .toList();
        if (claims.isEmpty()) {
            return;
        }
        jdbc.batch(TAKE_FENCE, claims.stream().map(effect -> fenceOf(effect)).toList());
        List<String> fences =
                claims.stream().map(effect -> effect.fence().orElseThrow()).toList();
        Map<String, String> holders = holders(fences);
        Map<String, Long> first = firstOpen(fences);
        for (int i = 0; i < written.length; i++) {
            Effect effect = moves.get(i).before();
            if (written[i] == null
                    && isClaim(moves.get(i))
                    && effect.fence().isPresent()
                    && (!effect.id().equals(holders.get(effect.fence().get()))
                            || first.getOrDefault(effect.fence().get(), effect.position()) < effect.position())) {
                written[i] = Written.FENCED;
            }
        }
    }

    private Map<String, String> holders(List<String> fences) {
        Map<String, String> holders = new HashMap<>();
        jdbc.list(
                        "select fence, effect_id from effect_fence where fence in (" + EffectSql.places(fences.size())
                                + ")",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        fences.toArray())
                .forEach(entry -> holders.put(entry.getKey(), entry.getValue()));
        return holders;
    }

    /** An effect that waits for another attempt still comes before those admitted after it. */
    private Map<String, Long> firstOpen(List<String> fences) {
        Map<String, Long> first = new HashMap<>();
        jdbc.list(
                        "select open_fence, min(position) from effect where open_fence in ("
                                + EffectSql.places(fences.size()) + ") group by open_fence",
                        row -> Map.entry(row.getString(1), row.getLong(2)),
                        fences.toArray())
                .forEach(entry -> first.put(entry.getKey(), entry.getValue()));
        return first;
    }

    /** Gives back what no effect needs any more. */
    void drop(List<Move> moves, Written[] written) {
        List<@Nullable Object[]> drops = new ArrayList<>();
        for (int i = 0; i < written.length; i++) {
            boolean keeps =
                    written[i] == Written.DONE && moves.get(i).after().state().holdsFence();
            if (!keeps && moves.get(i).before().fence().isPresent()) {
                drops.add(fenceOf(moves.get(i).before()));
            }
        }
        if (!drops.isEmpty()) {
            drops.sort(Comparator.comparing(drop -> String.valueOf(drop[0])));
            jdbc.batch(DROP_FENCE, drops);
        }
    }

    private static @Nullable Object[] fenceOf(Effect effect) {
        return new @Nullable Object[] {effect.fence().orElseThrow(), effect.id()};
    }
}
