package ai.returning.routes.effects.store;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.jdbc.Jdbc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Looks for intents that may go now. It walks along one index, by flow and operation, so that what may not go, however
 * much it is, is not read.
 */
final class FreeIntents {
    private static final String INTENTS = "state = 'intent' and tenant = ? and lane = ?";

    /** The whole order of the index, so that no database takes another one on the way, with all that has ended in it. */
    private static final String BY_INDEX = " order by state, tenant, lane, flow, operation, due_at, position limit ";

    static final String NEXT_FLOW = "select flow from effect where " + INTENTS + " and flow > ?" + BY_INDEX + "1";

    static final String NEXT_OPERATION =
            "select operation from effect where " + INTENTS + " and flow = ? and operation > ?" + BY_INDEX + "1";

    static final String FENCE_IS_FREE = "not exists (select 1 from effect_fence f"
            + " where f.fence = effect.fence and f.effect_id <> effect.effect_id)";

    /** Of each fence only its first open effect counts: a claim of any other would be refused. */
    static final String FREE = "select * from effect where " + INTENTS
            + " and flow = ? and operation = ? and due_at <= ? and lease_until <= " + EffectSql.NOW
            + " and (open_fence is null or (" + FENCE_IS_FREE
            + " and not exists (select 1 from effect e where e.open_fence = effect.open_fence"
            + " and e.position < effect.position)))" + BY_INDEX + "?";

    /** Those that wait longest first, in the order of their admission. */
    private static final Comparator<Effect> ORDER =
            Comparator.comparingLong(Effect::dueAt).thenComparingLong(Effect::position);

    private final Jdbc jdbc;
    private final FlowSwitches switches;

    FreeIntents(Jdbc jdbc, FlowSwitches switches) {
        this.jdbc = jdbc;
        this.switches = switches;
    }

    /** @param most how many of an operation are wanted at most; asked once for each flow that has any */
    List<Effect> find(String tenant, Lane lane, long now, int limit, ToIntFunction<String> most) {
        Set<String> stopped = switches.stopped();
        List<Effect> free = new ArrayList<>();
        for (Optional<String> flow = nextFlow(tenant, lane, "");
                flow.isPresent();
                flow = nextFlow(tenant, lane, flow.get())) {
            if (!stopped.contains(flow.get())) {
                free.addAll(ofFlow(tenant, lane, flow.get(), now, limit, most));
            }
        }
        return free.stream().sorted(ORDER).limit(limit).toList();
    }

    private List<Effect> ofFlow(
            String tenant, Lane lane, String flow, long now, int limit, ToIntFunction<String> most) {
        List<Effect> free = new ArrayList<>();
        for (Optional<String> operation = nextOperation(tenant, lane, flow, "");
                operation.isPresent();
                operation = nextOperation(tenant, lane, flow, operation.get())) {
            int wanted = Math.min(limit, most.applyAsInt(operation.get()));
            if (wanted > 0) {
                free.addAll(jdbc.list(FREE, EffectRow::read, tenant, lane.word(), flow, operation.get(), now, wanted));
            }
        }
        return free;
    }

    private Optional<String> nextFlow(String tenant, Lane lane, String after) {
        return jdbc.one(NEXT_FLOW, row -> row.getString(1), tenant, lane.word(), after);
    }

    private Optional<String> nextOperation(String tenant, Lane lane, String flow, String after) {
        return jdbc.one(NEXT_OPERATION, row -> row.getString(1), tenant, lane.word(), flow, after);
    }
}
