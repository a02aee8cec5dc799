package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.Fault.Kind;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.emulator.RecordedRequest;
import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.ChunkState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads that are refused or delayed. Files have 100 rows; the list is read once before the first upload. */
class UploadFaultsIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"401, RAI-4001", "403, RAI-4001", "400, RAI-3008", "409, RAI-3008", "413, RAI-3008"})
    void stopsAtARefusedUploadAndSendsTheRestNextTime(int status, String code) {
        try (SyncWorld world = small(350).faults(FaultRule.nth(SyncWorld.UPLOAD, 3, Fault.status(status)))) {
            RunReport stopped = world.sync();
            assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
            assertThat(stopped.exitCode()).isEqualTo(1);
            assertThat(stopped.error()).startsWith(code).contains("100 rows", "answered " + status, "127.0.0.1");
            assertThat(stopped.books()).isEqualTo(new Books(350, 0, 200, 0, 0, 0, 150, 0, 200, 0));
            assertThat(world.uploads()).as("a refused upload is not made again").isEqualTo(3);
            assertThat(states(world, stopped))
                    .containsExactly(ChunkState.APPLIED, ChunkState.APPLIED, ChunkState.REFUSED);

            RunReport next = world.sync();
            assertThat(next.state()).isEqualTo(RunState.DONE);
            assertThat(next.books()).isEqualTo(new Books(350, 200, 150, 0, 0, 0, 0, 0, 150, 0));
            assertThat(world.emulator.applied().rows()).isEqualTo(350);
        }
    }

    @Test
    void namesKeyAndPermissionWhenTheFirstUploadIsNotAuthorised() {
        try (SyncWorld world = small(150).faults(FaultRule.every(SyncWorld.UPLOAD, Fault.status(401)))) {
            RunReport stopped = world.sync();
            assertThat(stopped.error())
                    .contains("RETURNING_AI_API_KEY", "bulkUpdateUser")
                    .doesNotContain(SyncWorld.KEY);
            assertThat(stopped.books()).isEqualTo(new Books(150, 0, 0, 0, 0, 0, 150, 0, 0, 0));
            assertThat(world.uploads()).isEqualTo(1);
        }
    }

    @Test
    void sendsNothingIfTheKeyCannotReadTheJobs() {
        try (SyncWorld world = small(150).faults(FaultRule.every(SyncWorld.LIST, Fault.status(403)))) {
            RunReport stopped = world.sync();
            assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
            assertThat(stopped.error()).startsWith("RAI-4001").contains(SyncWorld.LIST);
            assertThat(world.uploads()).isZero();
            world.emulator.faults().clear();
            assertThat(world.sync().books().applied()).isEqualTo(150);
        }
    }

    @Test
    void settlesFirstWhatAnEarlierRunCouldNot() {
        try (SyncWorld world = small(350)) {
            world.faults(
                    FaultRule.nth(SyncWorld.UPLOAD, 3, Fault.status(401)),
                    new FaultRule(SyncWorld.LIST, 3, Integer.MAX_VALUE, Fault.status(401)));
            RunReport left = world.sync();
            assertThat(left.state()).isEqualTo(RunState.SETTLING);
            assertThat(left.exitCode()).isEqualTo(1);
            assertThat(left.books()).isEqualTo(new Books(350, 0, 0, 0, 0, 200, 150, 0, 200, 0));

            assertThatThrownBy(world::sync).hasMessageStartingWith("RAI-3001").hasMessageContaining("not settled yet");
            assertThat(world.uploads()).isEqualTo(3);

            world.emulator.faults().clear();
            RunReport next = world.sync();
            assertThat(world.notices).anySatisfy(notice -> assertThat(notice).contains("is settled first"));
            assertThat(next.books()).isEqualTo(new Books(350, 200, 150, 0, 0, 0, 0, 0, 150, 0));
            RunReport settled = world.stored(left);
            assertThat(settled.state()).isEqualTo(RunState.STOPPED);
            assertThat(settled.books()).isEqualTo(new Books(350, 0, 200, 0, 0, 0, 150, 0, 200, 0));
            assertThat(settled.error()).startsWith("RAI-4001").doesNotContain("RAI-4001 RAI-4001");
        }
    }

    @Test
    void waitsAsLongAsA429AsksFor() {
        try (SyncWorld world = small(150).faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.tooManyRequests(1)))) {
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.DONE);
            assertThat(report.books()).isEqualTo(new Books(150, 0, 150, 0, 0, 0, 0, 0, 150, 0));
            List<RecordedRequest> uploads = world.emulator.requests().of(SyncWorld.UPLOAD);
            assertThat(uploads).hasSize(3);
            assertThat(uploads.get(2).fileName()).as("the same sealed file").isNotNull();
            assertThat(Duration.between(uploads.get(1).time(), uploads.get(2).time()))
                    .isBetween(Duration.ofMillis(990), Duration.ofSeconds(4));
            assertThat(world.notices).anySatisfy(notice -> assertThat(notice).contains("429", "attempt 2 of 4"));
        }
    }

    @Test
    void givesUpAtAnEndless429() {
        try (SyncWorld world = small(150).faults(FaultRule.every(SyncWorld.UPLOAD, Fault.status(429)))) {
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.STOPPED);
            assertThat(report.error()).startsWith("RAI-3008").contains("429");
            assertThat(world.uploads()).isEqualTo(4);
            assertThat(report.books().skipped()).isEqualTo(150);
        }
    }

    @Test
    void followsNoRedirect() {
        try (SyncWorld other = new SyncWorld(folder.resolve("other"), 1);
                SyncWorld world = small(150)) {
            world.faults(FaultRule.every(
                    SyncWorld.UPLOAD, Fault.redirect(other.emulator.baseUrl("integration") + "/users/bulk-update")));
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.STOPPED);
            assertThat(report.error())
                    .contains("307", "Redirects are not followed", "returning-ai.servers.integration");
            assertThat(report.books().skipped()).isEqualTo(150);
            assertThat(other.calls()).isEmpty();
        }
    }

    @Test
    void letsTheJobListDecideAboutA200WithAPage() {
        try (SyncWorld world = small(250).tune(Tuning::shortDeadline)) {
            world.faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.of(Kind.HTML)));
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.UNVERIFIED);
            assertThat(report.exitCode()).isEqualTo(3);
            assertThat(report.books()).isEqualTo(new Books(250, 0, 150, 0, 0, 100, 0, 0, 250, 0));
        }
    }

    @Test
    void triesAFewTimesIfNobodyListens() {
        try (SyncWorld world = small(150)) {
            int port = world.emulator.port();
            world.emulator.close();
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.STOPPED);
            assertThat(report.exitCode()).isEqualTo(1);
            assertThat(report.error()).contains("127.0.0.1:" + port, "the connection was refused", "Nothing was sent");
            assertThat(report.books()).isEqualTo(new Books(150, 0, 0, 0, 0, 0, 150, 0, 0, 0));
            assertThat(world.notices)
                    .filteredOn(notice -> notice.contains("goes again"))
                    .hasSize(3);
        }
    }

    @Test
    void namesAHostThatNobodyKnows() {
        try (SyncWorld world = small(150)) {
            world.client(client -> client.server("integration", "https://tenant.invalid/apis/v1"));
            RunReport report = world.sync();
            assertThat(report.error()).contains("tenant.invalid", "the host name is not known");
            assertThat(world.uploads()).isZero();
        }
    }

    @Test
    void sendsNothingMoreWhileAnotherUploadStopsTheRun() {
        try (SyncWorld world = new SyncWorld(folder, 900)) {
            // One waits for the end of its 429 while the next one is refused: it must not wake up and go out.
            world.faults(
                    FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.tooManyRequests(1)),
                    FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.latency(Duration.ofMillis(150))),
                    FaultRule.nth(SyncWorld.UPLOAD, 3, Fault.status(401)),
                    FaultRule.nth(SyncWorld.UPLOAD, 3, Fault.latency(Duration.ofMillis(400))));
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.STOPPED);
            List<RecordedRequest> uploads = world.emulator.requests().of(SyncWorld.UPLOAD);
            assertThat(Duration.between(
                            uploads.get(1).time(),
                            uploads.get(uploads.size() - 1).time()))
                    .as("the last upload began before the wait was over")
                    .isLessThan(Duration.ofMillis(990));
            assertThat(report.books().applied())
                    .isEqualTo(world.emulator.applied().rows());
        }
    }

    @Test
    void drawsTheFirstFourFromAProbe() {
        try (SyncWorld world = new SyncWorld(folder, 900)) {
            world.faults(FaultRule.every(SyncWorld.UPLOAD, Fault.latency(Duration.ofMillis(150))));
            assertThat(world.sync().state()).isEqualTo(RunState.DONE);
            List<RecordedRequest> uploads = world.emulator.requests().of(SyncWorld.UPLOAD);
            assertThat(Duration.between(uploads.get(0).time(), uploads.get(1).time()))
                    .as("the probe goes alone")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(150));
            assertThat(Duration.between(uploads.get(1).time(), uploads.get(4).time()))
                    .as("four at once")
                    .isLessThan(Duration.ofMillis(150));
            assertThat(Duration.between(uploads.get(1).time(), uploads.get(5).time()))
                    .as("never five")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(145));
        }
    }

    private SyncWorld small(int customers) {
        return new SyncWorld(folder, customers).tune(Tuning::oneUploadAtATime);
    }

    private static List<ChunkState> states(SyncWorld world, RunReport report) {
        return world.store.chunks().of(report.runId()).stream()
                .map(ChunkRow::state)
                .toList();
    }
}
