package ai.returning.routes.sync.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.store.ChunkRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that is held still beyond its lease while another takes its run over, and then goes on. */
@Tag("crash")
@Execution(ExecutionMode.CONCURRENT)
class ZombieIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    // The first upload of a run is alone under way: no other thread is held still halfway through a request.
    @CsvSource({"chunk.intended,1", "chunk.sending,1", "chunk.answered,1", "run.opened,1", "run.ended,1"})
    void writesAndSendsNothingOnceItsRunIsTaken(String step, int hit) {
        try (CrashWorld world = new CrashWorld(folder, CrashWorld.State.POSTGRES)) {
            Recovery recovery = Recovery.of(world);
            try (Child zombie = Child.host(world.order().doomed(HostOrder.Doom.STAND_STILL, step, hit))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> zombie.says(EngineHost.STANDS_STILL));
                zombie.signal("STOP");
                RunReport report = world.run();
                assertThat(report.resumed()).isTrue();
                List<ChunkRow> after = chunksOf(world, report);
                int uploads = world.emulator.requests().count(CrashWorld.UPLOAD);

                zombie.signal("CONT");
                zombie.goOn();
                assertThat(zombie.end()).isZero();

                assertThat(zombie.report())
                        .hasValueSatisfying(ended ->
                                assertThat(ended.error() + ended.notes()).contains("RAI-3002"));
                assertThat(chunksOf(world, report)).isEqualTo(after);
                assertThat(world.emulator.requests().count(CrashWorld.UPLOAD)).isEqualTo(uploads);
                assertThat(recovery.violations(report)).isEmpty();
            }
        }
    }

    private static List<ChunkRow> chunksOf(CrashWorld world, RunReport report) {
        return world.withStore(store -> store.chunks().of(report.runId()));
    }
}
