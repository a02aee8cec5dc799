package ai.returning.routes.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.sync.RunReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A check that cannot fail proves nothing: each rule of the resume is switched off in turn, by changing what the dead
 * process has stored, and the checks must see it.
 */
@Tag("crash")
@Execution(ExecutionMode.CONCURRENT)
class CheckerProofIT {
    @TempDir
    Path folder;

    @Test
    void seesChunksOfUnknownFateThatAreTakenForUnsent() {
        try (CrashWorld world = killedAt("chunk.answered", 2)) {
            assertThat(world.meddle("update sync_chunk set state = 'intent' where state = 'sending'"))
                    .isPositive();
            assertThat(recovery.violations()).anyMatch(found -> found.startsWith("applied by two files"));
        }
    }

    @Test
    void seesKeptChunksWhoseRowsAreForgotten() {
        try (CrashWorld world = killedAt("settling", 1)) {
            assertThat(world.meddle("delete from sync_chunk where serial = 3")).isEqualTo(1);
            assertThat(recovery.violations()).anyMatch(found -> found.startsWith("applied by two files"));
        }
    }

    @Test
    void seesUploadsRepeatedWithoutLookUps() {
        try (CrashWorld world = killedAt("chunk.answered", 1)) {
            RunReport report =
                    world.withStore(store -> CrashWorld.run(world.order().lookups(List.of()), store));
            assertThat(recovery.violations(report)).anyMatch(found -> found.startsWith("sent again without look-ups"));
        }
    }

    @Test
    void seesRowsThatNeverLeft() {
        try (CrashWorld world = killedAt("chunk.sending", 1)) {
            assertThat(world.meddle("update sync_chunk set state = 'applied' where state = 'sending'"))
                    .isPositive();
            assertThat(recovery.violations()).anyMatch(found -> found.startsWith("lost"));
        }
    }

    @Test
    void seesAFreshRunInPlaceOfAContinuedOne() {
        try (CrashWorld world = killedAt("chunk.accepted", 3)) {
            world.meddle("update sync_run set open_flow = null, state = 'stopped'");
            assertThat(recovery.violations())
                    .anyMatch(found -> found.startsWith("applied by two files"))
                    .anyMatch(found -> found.startsWith("not one run"));
        }
    }

    @Test
    void seesQuarantineThatIsKeptTwice() {
        try (CrashWorld world = killedAt("gate.open", 1)) {
            world.meddle("update quarantine set kind = 'rejected'");
            assertThat(recovery.violations()).anyMatch(found -> found.startsWith("quarantine differs"));
        }
    }

    private Recovery recovery;

    private CrashWorld killedAt(String step, int hit) {
        CrashWorld world = new CrashWorld(folder, CrashWorld.State.H2);
        recovery = Recovery.of(world);
        Child child = Child.host(world.order().doomed(HostOrder.Doom.HALT, step, hit));
        assertThat(child.end()).as(child.output()).isEqualTo(EngineHost.KILLED);
        return world;
    }
}
