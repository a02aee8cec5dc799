package ai.returning.routes.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An upload that never left while others of the same size went through: its job must not be mistaken for theirs. */
@Tag("crash")
@Execution(ExecutionMode.CONCURRENT)
class UnsentBesideSentIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"true, false, 4", "true, true, 4", "false, false, 1"})
    void sendsTheChunkThatNeverLeft(boolean keepsNames, boolean namesJob, int jobsBeforeTheKill) {
        try (CrashWorld world = new CrashWorld(folder, CrashWorld.State.H2)) {
            world.emulator.knobs().keepFileName(keepsNames).jobIdInSubmitResponse(namesJob);
            Recovery recovery = Recovery.of(world);
            try (Child child = Child.host(world.order().doomed(HostOrder.Doom.STAND_STILL, "chunk.sending", 2))) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> child.says(EngineHost.STANDS_STILL)
                                && world.emulator.jobs().size() >= jobsBeforeTheKill);
            }
            assertThat(recovery.violations()).isEmpty();
        }
    }
}
