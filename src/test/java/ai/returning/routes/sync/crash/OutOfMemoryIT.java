package ai.returning.routes.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that runs out of memory ends at once, whichever thread it hits; the next start continues. */
@Tag("crash")
@Execution(ExecutionMode.CONCURRENT)
class OutOfMemoryIT {
    private static final int OUT_OF_MEMORY = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "batch.sorted, 3, H2", // the route
        "chunk.filled, 2, POSTGRES", // a sealer
        "chunk.answered, 2, H2", // an uploader
        "jobs.final, 1, POSTGRES" // the end of the run
    })
    void haltsWithoutDirectMemory(String step, int hit, CrashWorld.State state) {
        try (CrashWorld world = new CrashWorld(folder, state)) {
            Recovery recovery = Recovery.of(world);
            Child child = Child.host(
                    world.order().doomed(HostOrder.Doom.DIRECT_MEMORY, step, hit), "-XX:MaxDirectMemorySize=8m");
            assertThat(child.end()).as(child.output()).isEqualTo(OUT_OF_MEMORY);
            assertThat(child.output()).contains("out of memory", "the next start continues the run");
            assertThat(recovery.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"chunk.accepted, 2, H2", "chunk.sealed, 3, POSTGRES"})
    void endsWithoutHeap(String step, int hit, CrashWorld.State state) {
        try (CrashWorld world = new CrashWorld(folder, state)) {
            Recovery recovery = Recovery.of(world);
            Child child = Child.host(
                    world.order().doomed(HostOrder.Doom.HEAP, step, hit), "-XX:+ExitOnOutOfMemoryError", "-Xmx48m");
            assertThat(child.end()).as(child.output()).isEqualTo(OUT_OF_MEMORY);
            assertThat(recovery.violations()).isEmpty();
        }
    }
}
