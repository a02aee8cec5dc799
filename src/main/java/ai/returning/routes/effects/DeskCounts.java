package ai.returning.routes.effects;

import ai.returning.routes.effects.QuarantineItem.Kind;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.effects.store.QuarantineView;
import ai.returning.routes.jdbc.Jdbc;

/**
 * How much waits for a person.
 *
 * @param held effects that wait for approval
 * @param parked events and orders
 * @param doubles effects that may have happened twice
 * @param stopped flows
 */
public record DeskCounts(long held, long parked, long doubles, long stopped) {
    /** Nothing waits. */
    public static final DeskCounts NONE = new DeskCounts(0, 0, 0, 0);

    /** Counts what was not put away. */
    public static DeskCounts of(Jdbc jdbc) {
        QuarantineView view = new QuarantineView(jdbc);
        return new DeskCounts(
                new EffectStore(jdbc).open().getOrDefault(EffectState.PLANNED, 0L),
                view.count(Kind.EVENT, null) + view.count(Kind.ORDER, null),
                view.count(Kind.DOUBLE, null),
                new FlowSwitches(jdbc).list().size());
    }
}
