package ai.returning.routes.service;

import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.store.EffectStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Map;

/** How many effects are not at their end, by state: {@code rai_effects{state="needs-person"}}. */
final class EffectMetrics implements MeterBinder {
    /** One count serves all gauges of a scrape. */
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final EffectStore effects;
    private Map<EffectState, Long> open = Map.of();
    private long countedAt = System.nanoTime() - 2 * FRESH_NANOS;

    EffectMetrics(EffectStore effects) {
        this.effects = effects;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (EffectState state : EffectState.values()) {
            if (!state.isFinal()) {
                Gauge.builder("rai.effects", () -> count(state))
                        .description("Effects that are not at their end. Each needs-person waits for a decision:"
                                + " ./rai ledger list --state needs-person")
                        .tag("state", state.word())
                        .register(registry);
            }
        }
    }

    private synchronized long count(EffectState state) {
        if (System.nanoTime() - countedAt > FRESH_NANOS) {
            open = effects.open();
            countedAt = System.nanoTime();
        }
        return open.getOrDefault(state, 0L);
    }
}
