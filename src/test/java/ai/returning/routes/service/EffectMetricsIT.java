package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.EffectWorld;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectMetricsIT {

    @Test
    void countsWhatWaitsForAPerson(@TempDir Path folder) {
        try (EffectWorld world = new EffectWorld(folder);
                EffectEngine engine = world.engine("here")) {
            world.emulator.faults().add(FaultRule.next("removeBadge", Fault.status(500)));
            engine.perform(world.removal("tier:1", 3)).toCompletableFuture().join();
            world.settle(engine);
            engine.perform(world.award("deposit:1", 3)).toCompletableFuture().join();

            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new EffectMetrics(world.store).bindTo(registry);

            assertThat(registry.get("rai.effects")
                            .tag("state", "needs-person")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(registry.get("rai.effects")
                            .tag("state", "intent")
                            .gauge()
                            .value())
                    .isZero();
            assertThat(registry.find("rai.effects").tag("state", "applied").gauge())
                    .isNull();
        }
    }
}
