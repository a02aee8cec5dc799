package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.ClientSettings.Limits;
import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.Fault.Kind;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.emulator.RecordedRequest;
import ai.returning.routes.sync.store.ChunkRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads of unknown fate: looked up, resent once at most. Files have 100 rows; the list is read once before the first upload. */
class LostUploadsIT {
    private static final int LOOKUP_1 = 3;
    private static final int LOOKUP_2 = 4;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void resendsOnceWhatTheListDoesNotShow(int status) {
        try (SyncWorld world = small(350).faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.status(status)))) {
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.DONE);
            assertThat(report.books()).isEqualTo(new Books(350, 0, 350, 0, 0, 0, 0, 0, 350, 0));
            assertThat(world.uploads()).isEqualTo(5);
            assertLookedUpBetween(world, 2, 3);
            assertThat(world.store.chunks().of(report.runId()))
                    .filteredOn(ChunkRow::resent)
                    .hasSize(1);
        }
    }

    @Test
    void resendsTheProbeToo() {
        try (SyncWorld world = small(250).faults(FaultRule.next(SyncWorld.UPLOAD, Fault.status(503)))) {
            assertThat(world.sync().books().applied()).isEqualTo(250);
            assertThat(world.uploads()).isEqualTo(4);
        }
    }

    @Test
    void doesNotResendWhatTheListShows() {
        try (SyncWorld world = small(350).faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.applyThenFail(503)))) {
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.DONE);
            assertThat(world.uploads()).isEqualTo(4);
            assertThat(world.emulator.applied().rows()).isEqualTo(350);
        }
    }

    @Test
    void resendsAfterAResetInTheMiddleOfTheBody() {
        try (SyncWorld world = small(350).faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.resetMidBody()))) {
            assertThat(world.sync().books().applied()).isEqualTo(350);
            assertThat(world.uploads()).isEqualTo(5);
            assertThat(world.emulator.applied().rows()).isEqualTo(350);
        }
    }

    @Test
    void findsTheJobOfAResetAnswer() {
        try (SyncWorld world = small(350).faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.of(Kind.APPLY_THEN_RESET)))) {
            assertThat(world.sync().books().applied()).isEqualTo(350);
            assertThat(world.uploads()).isEqualTo(4);
        }
    }

    @Test
    void resendsAfterATimeOutBeforeAnythingHappened() {
        try (SyncWorld world = impatient(250).faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.timeoutBeforeApply()))) {
            assertThat(world.sync().books().applied()).isEqualTo(250);
            assertThat(world.uploads()).isEqualTo(4);
            assertThat(world.emulator.applied().rows()).isEqualTo(250);
        }
    }

    @Test
    void findsTheJobAfterATimeOut() {
        try (SyncWorld world = impatient(250).faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.applyThenTimeout()))) {
            assertThat(world.sync().books().applied()).isEqualTo(250);
            assertThat(world.uploads()).isEqualTo(3);
            assertThat(world.emulator.applied().rows()).isEqualTo(250);
        }
    }

    @Test
    void uploadsNothingElseUntilALostUploadIsDecided() {
        try (SyncWorld world = new SyncWorld(folder, 1200)) {
            world.faults(
                    FaultRule.every(SyncWorld.UPLOAD, Fault.latency(Duration.ofMillis(30))),
                    FaultRule.nth(SyncWorld.UPLOAD, 3, Fault.resetMidBody()));
            RunReport report = world.sync();
            assertThat(report.books().applied()).isEqualTo(1200);
            List<String> calls = world.calls();
            int firstLookUp = calls.lastIndexOf(SyncWorld.LIST);
            int resent = indexOfResent(world);
            List<String> meanwhile = calls.subList(0, resent);
            int lastLookUp = meanwhile.lastIndexOf(SyncWorld.LIST);
            firstLookUp = meanwhile.subList(0, lastLookUp).lastIndexOf(SyncWorld.LIST);
            assertThat(calls.subList(firstLookUp, resent)).containsOnly(SyncWorld.LIST);
        }
    }

    /** Where the call stands that repeats an earlier upload. */
    private static int indexOfResent(SyncWorld world) {
        ChunkRow resent = world.store.runs().recent(null, 1).stream()
                .flatMap(run -> world.store.chunks().of(run.runId()).stream())
                .filter(ChunkRow::resent)
                .findFirst()
                .orElseThrow();
        List<RecordedRequest> all = world.emulator.requests().all();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (resent.sha256().equals(all.get(i).sha256())) {
                return i;
            }
        }
        throw new AssertionError("the resent file was never received");
    }

    @Test
    void leavesAnUploadUnverifiedIfTheListCannotBeRead() {
        try (SyncWorld world = small(350)) {
            world.faults(
                    FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.status(503)),
                    new FaultRule(SyncWorld.LIST, LOOKUP_1, LOOKUP_2, Fault.status(500)));
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.STOPPED);
            assertThat(report.exitCode()).isEqualTo(1);
            assertThat(report.error())
                    .startsWith("RAI-3009")
                    .contains("100 rows", "the job list cannot be read", "API Log", "rest for 60 min");
            assertThat(report.books()).isEqualTo(new Books(350, 0, 100, 0, 0, 100, 150, 0, 200, 0));
            assertThat(world.uploads()).isEqualTo(2);

            RunReport next = world.sync();
            assertThat(next.books()).isEqualTo(new Books(350, 100, 150, 0, 0, 0, 100, 0, 150, 0));
            assertThat(next.state()).isEqualTo(RunState.UNVERIFIED);
            assertThat(world.pass(Duration.ofHours(2)).sync().books())
                    .isEqualTo(new Books(350, 250, 100, 0, 0, 0, 0, 0, 100, 0));
        }
    }

    @Test
    void oneReadableLookUpIsNotEnough() {
        try (SyncWorld world = small(250)) {
            world.faults(
                    FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.status(503)),
                    FaultRule.nth(SyncWorld.LIST, LOOKUP_1, Fault.of(Kind.HTML)));
            RunReport report = world.sync();
            assertThat(report.books().unverified()).isEqualTo(100);
            assertThat(world.uploads()).isEqualTo(2);
        }
    }

    @Test
    void neverResendsIfToldSo() {
        try (SyncWorld world = small(250).tune(Tuning::neverResend)) {
            world.faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.status(503)));
            RunReport report = world.sync();
            assertThat(report.error()).startsWith("RAI-3009").contains("returning-ai.sync.resend-overwrite");
            assertThat(report.books()).isEqualTo(new Books(250, 0, 100, 0, 0, 100, 50, 0, 200, 0));
            assertThat(world.uploads()).isEqualTo(2);
        }
    }

    @Test
    void sendsNoThirdTime() {
        try (SyncWorld world = small(250)) {
            world.faults(new FaultRule(SyncWorld.UPLOAD, 2, 3, Fault.status(503)));
            RunReport report = world.sync();
            assertThat(report.error()).startsWith("RAI-3009").contains("sent twice");
            assertThat(report.books()).isEqualTo(new Books(250, 0, 100, 0, 0, 100, 50, 0, 200, 0));
            assertThat(world.uploads()).isEqualTo(3);
        }
    }

    @Test
    void findsTheJobOfASecondUploadWhoseAnswerIsLost() {
        try (SyncWorld world = small(250)) {
            world.faults(
                    FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.status(503)),
                    FaultRule.nth(SyncWorld.UPLOAD, 3, Fault.applyThenFail(503)));
            assertThat(world.sync().books().applied()).isEqualTo(250);
            assertThat(world.uploads()).isEqualTo(4);
        }
    }

    @Test
    void doesNotResendAgainstAClosedDoor() {
        try (SyncWorld world = small(250)) {
            world.faults(
                    FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.status(503)),
                    FaultRule.nth(SyncWorld.UPLOAD, 3, Fault.status(401)));
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.STOPPED);
            assertThat(report.books()).isEqualTo(new Books(250, 0, 100, 0, 0, 100, 50, 0, 200, 0));
            assertThat(world.uploads()).isEqualTo(3);
        }
    }

    @Test
    void holdsBackARepetitionWhileALostUploadIsLookedUp() {
        try (SyncWorld world = new SyncWorld(folder, 900)) {
            // The wait for the 429 ends between the two look-ups for the other one.
            world.tune(s -> Tuning.lookups(s, Duration.ofMillis(300), Duration.ofMillis(1600)));
            world.faults(
                    FaultRule.every(SyncWorld.UPLOAD, Fault.latency(Duration.ofMillis(100))),
                    FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.tooManyRequests(1)),
                    FaultRule.nth(SyncWorld.UPLOAD, 3, Fault.status(502)));
            assertThat(world.sync().books().applied()).isEqualTo(900);
            // The list is read before the first upload, for the probe, and then for the lost upload.
            List<RecordedRequest> lists = world.emulator.requests().of(SyncWorld.LIST);
            Instant first = lists.get(LOOKUP_1 - 1).time();
            Instant second = lists.get(LOOKUP_2 - 1).time();
            assertThat(Duration.between(first, second)).isGreaterThan(Duration.ofSeconds(1));
            assertThat(world.emulator.requests().of(SyncWorld.UPLOAD))
                    .filteredOn(upload ->
                            upload.time().isAfter(first) && upload.time().isBefore(second))
                    .isEmpty();
        }
    }

    /** Between two uploads, counted from 1, the list was read twice and nothing else happened. */
    private static void assertLookedUpBetween(SyncWorld world, int lost, int next) {
        List<RecordedRequest> all = world.emulator.requests().all();
        List<RecordedRequest> uploads = world.emulator.requests().of(SyncWorld.UPLOAD);
        List<String> between =
                all.subList(all.indexOf(uploads.get(lost - 1)) + 1, all.indexOf(uploads.get(next - 1))).stream()
                        .map(RecordedRequest::operation)
                        .toList();
        assertThat(between).containsExactly(SyncWorld.LIST, SyncWorld.LIST);
    }

    private SyncWorld small(int customers) {
        return new SyncWorld(folder, customers).tune(Tuning::oneUploadAtATime);
    }

    private SyncWorld impatient(int customers) {
        return small(customers)
                .client(client -> client.limits(
                        Limits.STANDARD.times(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMillis(500))));
    }
}
