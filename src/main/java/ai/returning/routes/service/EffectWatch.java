package ai.returning.routes.service;

import ai.returning.routes.effects.DeskCounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Counts what waits for a person, as metrics, and says so once when one more does: {@code rai_effects_held},
 * {@code rai_effects_parked}, {@code rai_effects_double_suspected}, {@code rai_flows_stopped}.
 */
final class EffectWatch implements MeterBinder {
    /**
     * One of the counts.
     *
     * @param name of the metric
     * @param warning with the figure behind it
     */
    private record Count(String name, String warning, String command, ToLongFunction<DeskCounts> value) {
        String sentence(DeskCounts counts) {
            return warning + "=" + value.applyAsLong(counts) + "; look at them by " + command;
        }
    }

    private static final List<Count> COUNTS = List.of(
            new Count("rai.effects.held", "Effects wait for approval: held", "./rai approvals list", DeskCounts::held),
            new Count(
                    "rai.effects.parked",
                    "Events or orders need a person: parked",
                    "./rai quarantine list",
                    DeskCounts::parked),
            new Count(
                    "rai.effects.double.suspected",
                    "Effects may have happened twice: suspected",
                    "./rai quarantine list --reason double-suspected",
                    DeskCounts::doubles),
            new Count(
                    "rai.flows.stopped",
                    "Flows are stopped by a person: stopped",
                    "./rai flows list",
                    DeskCounts::stopped));

    private final Supplier<DeskCounts> counts;
    private final Consumer<String> warn;
    private volatile DeskCounts now = DeskCounts.NONE;

    /** @param warn takes a warning */
    EffectWatch(Supplier<DeskCounts> counts, Consumer<String> warn) {
        this.counts = counts;
        this.warn = warn;
    }

    /** Counts anew, and warns of each count that has grown. */
    synchronized void look() {
        DeskCounts before = now;
        DeskCounts found = counts.get();
        for (Count count : COUNTS) {
            if (count.value().applyAsLong(found) > count.value().applyAsLong(before)) {
                warn.accept(count.sentence(found));
            }
        }
        now = found;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        COUNTS.forEach(count -> Gauge.builder(count.name(), () -> count.value().applyAsLong(now))
                .description(count.warning() + ". " + count.command())
                .register(registry));
    }
}
