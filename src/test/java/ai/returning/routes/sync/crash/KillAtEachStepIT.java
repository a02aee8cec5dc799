package ai.returning.routes.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills a process at each failpoint that stands in the sources, and lets the next one continue. */
@Tag("crash")
@Execution(ExecutionMode.CONCURRENT)
class KillAtEachStepIT {
    /** Steps that are only taken when an upload goes wrong: applied and not answered, or not applied at all. */
    private static final Map<String, Fault> PROVOKED = Map.of(
            "chunk.unknown", Fault.applyThenFail(503),
            "lookup", Fault.applyThenFail(503),
            "chunk.resending", Fault.status(503));

    /** Steps that are taken many times, and at which time to die again. */
    private static final Map<String, Integer> LATER = Map.of(
            "batch.sorted", 9,
            "chunk.filled", 4,
            "chunk.sealed", 5,
            "upload.claimed", 6,
            "chunk.intended", 3,
            "chunk.sending", 4,
            "chunk.answered", 3,
            "chunk.accepted", 5,
            "quarantine.write", 3,
            "chunk.settled", 6);

    @TempDir
    Path folder;

    static List<String> steps() {
        return FailpointNames.ofRuns();
    }

    static Stream<Arguments> laterSteps() {
        return LATER.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void continuesAFirstRunOnH2(String step) {
        try (CrashWorld world = new CrashWorld(folder, CrashWorld.State.H2)) {
            killAndContinue(world, step, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void continuesARunWithSnapshotOnH2(String step) {
        try (CrashWorld world = new CrashWorld(folder, CrashWorld.State.H2)) {
            world.run();
            killAndContinue(world.show(CrashData.NEXT_NIGHT), step, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("laterSteps")
    void continuesLateInAFirstRunOnPostgres(String step, int hit) {
        try (CrashWorld world = new CrashWorld(folder, CrashWorld.State.POSTGRES)) {
            killAndContinue(world, step, hit);
        }
    }

    private static void killAndContinue(CrashWorld world, String step, int hit) {
        Fault fault = PROVOKED.get(step);
        if (fault != null) {
            world.emulator.faults().add(FaultRule.nth(CrashWorld.UPLOAD, 2, fault));
        }
        Recovery recovery = Recovery.of(world);
        Child child = Child.host(world.order().doomed(HostOrder.Doom.HALT, step, hit));
        assertThat(child.end())
                .as("the process is killed at %s:%d%n%s", step, hit, child.output())
                .isEqualTo(EngineHost.KILLED);
        assertThat(recovery.violations()).isEmpty();
    }
}
