package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.Fault.Kind;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.emulator.RecordedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are hidden, nameless, lost, cut, stuck, failed or somebody else's. Files have 100 rows. */
class JobFaultsIT {
    private static final String DETAILS = "getBulkUpdateDetails";
    private static final Duration LATENCY = Duration.ofMillis(60);

    @TempDir
    Path folder;

    @Test
    void keepsRowsAsSentUnverifiedWhereTheTenantShowsNoJobs() {
        try (SyncWorld world = new SyncWorld(folder, 350)) {
            world.emulator.knobs().hideJobQueries(true);
            world.faults(FaultRule.every(SyncWorld.UPLOAD, Fault.latency(LATENCY)));
            RunReport first = world.sync();
            assertThat(first.state()).isEqualTo(RunState.UNVERIFIED);
            assertThat(first.exitCode()).isEqualTo(3);
            assertThat(first.error()).isNull();
            assertThat(first.books()).isEqualTo(new Books(350, 0, 0, 0, 0, 350, 0, 0, 350, 0));
            assertThat(world.notices)
                    .filteredOn(notice -> notice.contains("does not show bulk jobs"))
                    .hasSize(1);
            assertOneAtATime(world);

            RunReport second = world.sync();
            assertThat(second.state()).isEqualTo(RunState.DONE);
            assertThat(second.books()).isEqualTo(new Books(350, 350, 0, 0, 0, 0, 0, 0, 0, 0));

            RunReport later = world.pass(Duration.ofDays(8)).sync();
            assertThat(later.books()).isEqualTo(new Books(350, 0, 0, 0, 0, 350, 0, 0, 0, 350));
        }
    }

    @Test
    void confirmsUnverifiedRowsOnceJobsShow() {
        try (SyncWorld world = new SyncWorld(folder, 150)) {
            world.emulator.knobs().hideJobQueries(true);
            world.sync();
            world.emulator.knobs().hideJobQueries(false);
            assertThat(world.full().books()).isEqualTo(new Books(150, 0, 150, 0, 0, 0, 0, 0, 0, 150));
            assertThat(world.pass(Duration.ofDays(8)).sync().books().unchanged())
                    .isEqualTo(150);
        }
    }

    @Test
    void takesJobsThatVanishInTheMiddleForUnverified() {
        try (SyncWorld world = new SyncWorld(folder, 350)) {
            world.faults(new FaultRule(SyncWorld.LIST, 3, Integer.MAX_VALUE, Fault.of(Kind.HIDE_JOB_QUERIES)));
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.UNVERIFIED);
            assertThat(report.books()).isEqualTo(new Books(350, 0, 0, 0, 0, 350, 0, 0, 350, 0));
        }
    }

    @Test
    void goesOneAtATimeWhereOnlyTheNumberOfRowsTells() {
        try (SyncWorld world = new SyncWorld(folder, 350)) {
            world.emulator.knobs().keepFileName(false);
            world.faults(FaultRule.every(SyncWorld.UPLOAD, Fault.latency(LATENCY)));
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.DONE);
            assertThat(report.books()).isEqualTo(new Books(350, 0, 350, 0, 0, 0, 0, 0, 350, 0));
            assertOneAtATime(world);
            List<String> calls = world.calls();
            int second = calls.subList(calls.indexOf(SyncWorld.UPLOAD) + 1, calls.size())
                    .indexOf(SyncWorld.UPLOAD);
            assertThat(second).as("the list is read between two uploads").isPositive();
        }
    }

    @Test
    void usesAJobIdOfTheReply() {
        try (SyncWorld world = new SyncWorld(folder, 650)) {
            world.emulator.knobs().keepFileName(false).jobIdInSubmitResponse(true);
            world.faults(FaultRule.every(SyncWorld.UPLOAD, Fault.latency(Duration.ofMillis(150))));
            RunReport report = world.sync();
            assertThat(report.books()).isEqualTo(new Books(650, 0, 650, 0, 0, 0, 0, 0, 650, 0));
            List<RecordedRequest> uploads = world.emulator.requests().of(SyncWorld.UPLOAD);
            assertThat(Duration.between(uploads.get(1).time(), uploads.get(4).time()))
                    .isLessThan(Duration.ofMillis(150));
        }
    }

    @Test
    void holdsTheRowsOfALostSubmission() {
        try (SyncWorld world = new SyncWorld(folder, 300).tune(Tuning::shortDeadline)) {
            world.sync();
            world.sql("update customers set city = 'Porto' where id <= 90");
            world.faults(FaultRule.next(SyncWorld.UPLOAD, Fault.of(Kind.LOSE_JOB)));
            RunReport lost = world.sync();
            assertThat(lost.state()).isEqualTo(RunState.UNVERIFIED);
            assertThat(lost.exitCode()).isEqualTo(3);
            assertThat(lost.books()).isEqualTo(new Books(300, 210, 0, 0, 0, 90, 0, 0, 0, 90));
            assertThat(world.quarantine(lost))
                    .singleElement()
                    .satisfies(row -> assertThat(row.sentence())
                            .contains("All 90 rows", "sha-256", "no job of it showed up within"));
            int before = world.uploads();

            world.sql("update customers set city = 'Faro' where id <= 80");
            RunReport held = world.sync();
            assertThat(held.state()).isEqualTo(RunState.UNVERIFIED);
            assertThat(held.exitCode()).isEqualTo(3);
            assertThat(held.books()).isEqualTo(new Books(300, 210, 0, 0, 0, 0, 90, 0, 0, 0));
            assertThat(held.notes()).anySatisfy(note -> assertThat(note).startsWith("90 rows rest"));
            assertThat(world.uploads()).isEqualTo(before);

            RunReport after = world.pass(Duration.ofMinutes(61)).sync();
            assertThat(after.state()).isEqualTo(RunState.DONE);
            assertThat(after.books()).isEqualTo(new Books(300, 210, 90, 0, 0, 0, 0, 0, 0, 90));
            assertThat(world.fieldOf("user80@example.org", "city")).isEqualTo("Faro");
            assertThat(world.fieldOf("user81@example.org", "city")).isEqualTo("Porto");
        }
    }

    @Test
    void holdsNewRowsOfALostSubmission() {
        try (SyncWorld world =
                new SyncWorld(folder, 150).tune(Tuning::oneUploadAtATime).tune(Tuning::shortDeadline)) {
            world.faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.of(Kind.LOSE_JOB)));
            assertThat(world.sync().books()).isEqualTo(new Books(150, 0, 100, 0, 0, 50, 0, 0, 150, 0));
            assertThat(world.sync().books()).isEqualTo(new Books(150, 100, 0, 0, 0, 0, 50, 0, 0, 0));
            assertThat(world.pass(Duration.ofMinutes(61)).sync().books())
                    .isEqualTo(new Books(150, 100, 50, 0, 0, 0, 0, 0, 50, 0));
        }
    }

    @Test
    void takesOneJobOfASubmissionThatRanTwice() {
        try (SyncWorld world = new SyncWorld(folder, 250)) {
            world.emulator.knobs().duplicateSubmission(true);
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.DONE);
            assertThat(report.books()).isEqualTo(new Books(250, 0, 250, 0, 0, 0, 0, 0, 250, 0));
        }
    }

    @Test
    void doesNotGuessBetweenTwoNamelessJobs() {
        try (SyncWorld world = new SyncWorld(folder, 80).tune(Tuning::shortDeadline)) {
            world.emulator.knobs().duplicateSubmission(true).keepFileName(false);
            assertThat(world.sync().books()).isEqualTo(new Books(80, 0, 0, 0, 0, 80, 0, 0, 80, 0));
        }
    }

    @Test
    void doesNotBelieveATruncatedJob() {
        try (SyncWorld world = new SyncWorld(folder, 250).tune(Tuning::oneUploadAtATime)) {
            world.faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.truncateJob(60)));
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.UNVERIFIED);
            assertThat(report.books().unverified()).isEqualTo(100);
            assertThat(report.books().applied()).isEqualTo(150);
            assertThat(world.quarantine(report))
                    .singleElement()
                    .satisfies(row -> assertThat(row.sentence())
                            .contains("says it is complete, but accounts for 60 + 0 of 100 rows (total 60)"));
        }
    }

    @Test
    void givesUpOnAJobThatNeverEnds() {
        try (SyncWorld world =
                new SyncWorld(folder, 250).tune(Tuning::oneUploadAtATime).tune(Tuning::shortDeadline)) {
            world.faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.of(Kind.NEVER_FINISH, 10)));
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.UNVERIFIED);
            assertThat(report.exitCode()).isEqualTo(3);
            assertThat(report.books().unverified()).isEqualTo(100);
            assertThat(world.quarantine(report))
                    .singleElement()
                    .satisfies(row -> assertThat(row.sentence()).contains("did not end within"));
        }
    }

    @Test
    void waitsForSlowJobs() {
        try (SyncWorld world = new SyncWorld(folder, 250)) {
            world.emulator.knobs().queuedTime(Duration.ofMillis(300));
            assertThat(world.sync().state()).isEqualTo(RunState.DONE);
        }
    }

    @Test
    void sendsTheRowsOfAFailedJobAgain() {
        try (SyncWorld world = new SyncWorld(folder, 250).tune(Tuning::oneUploadAtATime)) {
            world.faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.of(Kind.FAIL_JOB)));
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.DONE_WITH_REJECTS);
            assertThat(report.exitCode()).isEqualTo(3);
            assertThat(report.books().rejected()).isEqualTo(100);
            assertThat(world.quarantine(report))
                    .singleElement()
                    .satisfies(row -> assertThat(row.sentence()).contains("All 100 rows", "failed as a whole"));
            assertThat(world.sync().books()).isEqualTo(new Books(250, 150, 100, 0, 0, 0, 0, 0, 100, 0));
        }
    }

    @Test
    void readsOnlyTheDetailsOfJobsWithFailedRows() {
        try (SyncWorld world = new SyncWorld(folder, 250).tune(Tuning::oneUploadAtATime)) {
            world.faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.failRows(7)));
            RunReport report = world.sync();
            assertThat(report.books()).isEqualTo(new Books(250, 0, 243, 7, 0, 0, 0, 0, 250, 0));
            assertThat(world.emulator.requests().count(DETAILS)).isEqualTo(1);
            assertThat(world.sync().books()).isEqualTo(new Books(250, 243, 7, 0, 0, 0, 0, 0, 7, 0));
        }
    }

    @Test
    void doesNotGuessWhichRowsFailed() {
        try (SyncWorld world = new SyncWorld(folder, 150).tune(Tuning::oneUploadAtATime)) {
            world.faults(
                    FaultRule.next(SyncWorld.UPLOAD, Fault.failRows(1)),
                    FaultRule.every(DETAILS, Fault.status(200).withBody(details("someone@example.org"))));
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.UNVERIFIED);
            assertThat(report.books()).isEqualTo(new Books(150, 0, 50, 0, 0, 100, 0, 0, 150, 0));
            assertThat(world.quarantine(report))
                    .singleElement()
                    .satisfies(row -> assertThat(row.sentence())
                            .contains("counts 1 failed rows, but its details do not name them"));
        }
    }

    @Test
    void asksAgainForDetailsThatCouldNotBeRead() {
        try (SyncWorld world = new SyncWorld(folder, 150).tune(Tuning::oneUploadAtATime)) {
            world.faults(
                    FaultRule.next(SyncWorld.UPLOAD, Fault.failRows(3)),
                    new FaultRule(DETAILS, 1, 2, Fault.status(502)));
            assertThat(world.sync().books()).isEqualTo(new Books(150, 0, 147, 3, 0, 0, 0, 0, 150, 0));
        }
    }

    @Test
    void settlesTheOtherJobsWhereTheDetailsOfOneCanNeverBeRead() {
        try (SyncWorld world = new SyncWorld(folder, 350).tune(Tuning::shortDeadline)) {
            world.faults(
                    FaultRule.nth(SyncWorld.UPLOAD, 1, Fault.failRows(3)), FaultRule.every(DETAILS, Fault.status(403)));

            RunReport report = world.sync();

            assertThat(report.state()).isEqualTo(RunState.UNVERIFIED);
            assertThat(report.books()).isEqualTo(new Books(350, 0, 250, 0, 0, 100, 0, 0, 350, 0));
            assertThat(world.quarantine(report))
                    .singleElement()
                    .satisfies(row -> assertThat(row.sentence()).contains("could not be read within"));
            assertThat(world.sync().state()).as("the flow is not locked").isNotNull();
        }
    }

    private static String details(String identifier) {
        return "{\"status\":\"success\",\"data\":{\"status\":\"completed\",\"total\":100,\"processed\":100,\"success\":99,"
                + "\"failed\":1,\"rows\":[{\"row\":2,\"identifier\":\"" + identifier
                + "\",\"status\":\"failed\",\"message\":\"x\"}]}}";
    }

    @Test
    void doesNotTakeAForeignJobOfTheSameSize() {
        try (SyncWorld world = new SyncWorld(folder, 200).tune(Tuning::shortDeadline)) {
            world.sync();
            world.sql("update customers set city = 'Porto' where id <= 90");
            world.faults(FaultRule.nth(SyncWorld.UPLOAD, 2, Fault.of(Kind.LOSE_JOB)));
            RunReport report = world.sync(batch -> {
                if (batch.number() == 1) {
                    world.foreignUpload("nightly-export.csv", 90);
                }
            });
            assertThat(report.books()).isEqualTo(new Books(200, 110, 0, 0, 0, 90, 0, 0, 0, 90));
        }
    }

    @Test
    void leavesAlikeNamelessJobsUnverified() {
        try (SyncWorld world = new SyncWorld(folder, 200).tune(Tuning::shortDeadline)) {
            world.emulator.knobs().keepFileName(false);
            world.sync();
            world.sql("update customers set city = 'Porto' where id <= 90");
            RunReport report = world.sync(batch -> {
                if (batch.number() == 1) {
                    world.foreignUpload("nightly-export.csv", 90);
                }
            });
            assertThat(report.books()).isEqualTo(new Books(200, 110, 0, 0, 0, 90, 0, 0, 0, 90));
        }
    }

    @Test
    void doesNotMindForeignJobsOfOtherSizes() {
        try (SyncWorld world = new SyncWorld(folder, 200)) {
            world.emulator.knobs().keepFileName(false);
            world.foreignUpload("before.csv", 100);
            world.sync();
            world.sql("update customers set city = 'Porto' where id <= 90");
            RunReport report = world.sync(batch -> {
                if (batch.number() == 1) {
                    world.foreignUpload("meanwhile.csv", 10);
                }
            });
            assertThat(report.books().applied()).isEqualTo(90);
        }
    }

    @Test
    void goesByNameAloneIfTheListCouldNotBeReadBeforehand() {
        try (SyncWorld world = new SyncWorld(folder, 80).tune(Tuning::shortDeadline)) {
            world.foreignUpload("nightly-export.csv", 80);
            world.faults(
                    FaultRule.next(SyncWorld.LIST, Fault.status(500)),
                    FaultRule.next(SyncWorld.UPLOAD, Fault.of(Kind.LOSE_JOB)));
            assertThat(world.sync().books().unverified()).isEqualTo(80);
        }
    }

    @Test
    void readsTheListPageByPage() {
        try (SyncWorld world = new SyncWorld(folder, 330).tune(s -> Tuning.chunkRows(s, 3))) {
            RunReport report = world.sync();
            assertThat(report.chunks()).isEqualTo(110);
            assertThat(report.books()).isEqualTo(new Books(330, 0, 330, 0, 0, 0, 0, 0, 330, 0));
        }
    }

    @Test
    void keepsAskingWhileTheListFails() {
        try (SyncWorld world = new SyncWorld(folder, 250)) {
            world.faults(new FaultRule(SyncWorld.LIST, 3, 7, Fault.status(500)));
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.DONE);
            assertThat(world.notices).anySatisfy(notice -> assertThat(notice).contains("answered 500"));
        }
    }

    private static void assertOneAtATime(SyncWorld world) {
        List<RecordedRequest> uploads = world.emulator.requests().of(SyncWorld.UPLOAD);
        for (int i = 1; i < uploads.size(); i++) {
            assertThat(Duration.between(
                            uploads.get(i - 1).time(), uploads.get(i).time()))
                    .isGreaterThanOrEqualTo(LATENCY);
        }
    }
}
