package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.effects.DeskCounts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EffectWatchTest {
    private final AtomicReference<DeskCounts> counts = new AtomicReference<>(DeskCounts.NONE);
    private final List<String> warnings = new ArrayList<>();
    private final EffectWatch watch = new EffectWatch(counts::get, warnings::add);

    @Test
    void warnsOnceOfWhatAppears() {
        watch.look();
        counts.set(new DeskCounts(2, 0, 1, 0));
        watch.look();
        watch.look();

        assertThat(warnings)
                .containsExactly(
                        "Effects wait for approval: held=2; look at them by ./rai approvals list",
                        "Effects may have happened twice: suspected=1; look at them by"
                                + " ./rai quarantine list --reason double-suspected");
        counts.set(new DeskCounts(1, 0, 1, 1));
        watch.look();
        assertThat(warnings)
                .hasSize(3)
                .last()
                .asString()
                .contains("Flows are stopped", "stopped=1", "./rai flows list");
    }

    @Test
    void showsTheCountsAsMetrics() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        watch.bindTo(registry);
        counts.set(new DeskCounts(1, 2, 3, 4));
        watch.look();

        assertThat(List.of("held", "parked", "double.suspected"))
                .extracting(name -> registry.get("rai.effects." + name).gauge().value())
                .containsExactly(1.0, 2.0, 3.0);
        assertThat(registry.get("rai.flows.stopped").gauge().value()).isEqualTo(4.0);
    }
}
