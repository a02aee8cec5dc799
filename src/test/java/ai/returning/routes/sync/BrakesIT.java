package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a run before its first upload, and how a person lets it through. */
class BrakesIT {
    @TempDir
    Path folder;

    @Test
    void stopsAtAnEmptySourceOnTheFirstRun() {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            world.sql("delete from customers");
            RunReport stopped = world.sync();
            assertBraked(world, stopped, 0);
            assertThat(stopped.error()).contains("the source is empty");
            RunReport confirmed = world.confirm(stopped.confirmCode());
            assertThat(confirmed.state()).isEqualTo(RunState.DONE);
            assertThat(confirmed.books()).isEqualTo(Books.EMPTY);
        }
    }

    @Test
    void stopsAtAnEmptiedSourceUntilConfirmed() {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            world.sync();
            world.sql("delete from customers");
            RunReport stopped = world.sync();
            assertBraked(world, stopped, 2);
            assertThat(stopped.error()).contains("empty", "120 rows", "--confirm " + stopped.confirmCode());

            RunReport confirmed = world.confirm(stopped.confirmCode());
            assertThat(confirmed.state()).isEqualTo(RunState.DONE);
            assertThat(confirmed.books().gone()).isEqualTo(120);
            assertThat(world.sync().state())
                    .as("nothing is known any more, nothing can be lost")
                    .isEqualTo(RunState.DONE);
        }
    }

    @Test
    void stopsWhenMoreThanHalfHasChanged() {
        try (SyncWorld world = new SyncWorld(folder, 200)) {
            world.sync();
            world.sql("update customers set city = 'Porto' where id <= 100");
            assertThat(world.sync().books().changed())
                    .as("the limit itself is allowed")
                    .isEqualTo(100);
            int before = world.uploads();

            world.sql("update customers set city = 'Faro' where id <= 101");
            RunReport stopped = world.sync();
            assertBraked(world, stopped, before);
            assertThat(stopped.books()).isEqualTo(new Books(200, 99, 0, 0, 0, 0, 101, 0, 0, 0));
            assertThat(stopped.error())
                    .startsWith("RAI-3006")
                    .contains("101 of 200", "50.5 %", "limit is 50 %", "returning-ai.sync.brakes.changed")
                    .contains("./rai sync sync-customers --confirm " + stopped.confirmCode());

            RunReport confirmed = world.confirm(stopped.confirmCode());
            assertThat(confirmed.state()).isEqualTo(RunState.DONE);
            assertThat(confirmed.books()).isEqualTo(new Books(200, 99, 101, 0, 0, 0, 0, 0, 0, 101));
        }
    }

    @Test
    void keepsStoppingUntilConfirmed() {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            world.sync();
            world.sql("update customers set city = 'Faro'");
            assertBraked(world, world.sync(), 2);
            assertBraked(world, world.sync(), 2);
        }
    }

    @Test
    void stopsWhenTooManyAreGone() {
        try (SyncWorld world = new SyncWorld(folder, 200)) {
            world.sync();
            world.sql("delete from customers where id <= 21");
            RunReport stopped = world.sync();
            assertBraked(world, stopped, 2);
            assertThat(stopped.error()).contains("21 of 200 known rows are gone", "limit is 10 %");
            assertThat(stopped.books().gone()).isEqualTo(21);
            assertThat(world.confirm(stopped.confirmCode()).books())
                    .isEqualTo(new Books(179, 179, 0, 0, 0, 0, 0, 21, 0, 0));
        }
    }

    @Test
    void stopsWhenTooManyAreInvalid() {
        try (SyncWorld world = new SyncWorld(folder, 200)) {
            world.sync();
            world.sql("update customers set balance = 1.005, city = 'Faro' where id <= 11");
            RunReport stopped = world.sync();
            assertBraked(world, stopped, 2);
            assertThat(stopped.error()).contains("11 of 200 rows read are invalid", "limit is 5 %");
            assertThat(stopped.books()).isEqualTo(new Books(200, 189, 0, 0, 11, 0, 0, 0, 0, 0));
            assertThat(world.confirm(stopped.confirmCode()).state()).isEqualTo(RunState.DONE_WITH_REJECTS);
        }
    }

    @Test
    void doesNotTakeAnInvalidRowForAGoneOne() {
        try (SyncWorld world = new SyncWorld(folder, 200)) {
            world.sync();
            world.sql("update customers set balance = 1.005 where id <= 8");
            assertThat(world.sync().books()).isEqualTo(new Books(200, 192, 0, 0, 8, 0, 0, 0, 0, 0));
            world.sql("update customers set balance = id * 1.5 where id <= 8");
            assertThat(world.sync().books()).isEqualTo(new Books(200, 200, 0, 0, 0, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void asksAgainWhenMoreIsGoneThanWasConfirmed() {
        try (SyncWorld world = new SyncWorld(folder, 200)) {
            world.sync();
            world.sql("delete from customers where id <= 21");
            RunReport first = world.sync();
            world.sql("delete from customers where id <= 22");
            RunReport second = world.confirm(first.confirmCode());
            assertBraked(world, second, 2);
            assertThat(second.confirmCode()).isNotEqualTo(first.confirmCode());
            assertThat(world.confirm(second.confirmCode()).books().gone()).isEqualTo(22);
        }
    }

    @Test
    void acceptsACodeForMoreThanThereIsNow() {
        try (SyncWorld world = new SyncWorld(folder, 200)) {
            world.sync();
            world.sql("update customers set city = 'Faro' where id <= 150");
            RunReport stopped = world.sync();
            world.sql("update customers set city = 'São Paulo' where id <= 40");
            assertThat(world.confirm(stopped.confirmCode()).books().changed()).isEqualTo(110);
        }
    }

    @Test
    void confirmsOnlyTheCountsThatTripped() {
        try (SyncWorld world = new SyncWorld(folder, 200)) {
            world.sync();
            world.sql("update customers set city = 'Faro' where id <= 150");
            RunReport changed = world.sync();
            world.sql("delete from customers where id > 170");
            RunReport gone = world.confirm(changed.confirmCode());
            assertBraked(world, gone, 2);
            assertThat(gone.error()).contains("gone");
        }
    }

    @Test
    void refusesACodeItNeverPrinted() {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            world.sync();
            assertThatThrownBy(() -> world.confirm("deadbeef"))
                    .isInstanceOf(RaiException.class)
                    .hasMessageContaining("'deadbeef'")
                    .hasMessageContaining("./rai sync sync-customers")
                    .extracting(e -> ((RaiException) e).code())
                    .isEqualTo(ErrorCode.CONFIRM_UNKNOWN);
            assertThat(world.sync().state()).as("no run was left open").isEqualTo(RunState.DONE);
        }
    }

    @Test
    void bindsACodeToTheMapping() throws Exception {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            world.sync();
            world.sql("update customers set city = 'Faro'");
            RunReport stopped = world.sync();
            world.flow = Flows.changed(world, folder, "max-length: 10\n", "max-length: 11\n");
            assertThatThrownBy(() -> world.confirm(stopped.confirmCode())).hasMessageContaining("RAI-3007");
        }
    }

    @Test
    void stopsWhenAnEditedMappingChangesEveryRow() throws Exception {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            world.sync();
            world.flow = Flows.changed(world, folder, "from: city\n", "expression: upper(city)\n");
            RunReport stopped = world.sync();
            assertBraked(world, stopped, 2);
            assertThat(stopped.books().skipped()).isEqualTo(120);
            assertThat(world.confirm(stopped.confirmCode()).books().changed()).isEqualTo(120);
            assertThat(world.fieldOf("user5@example.org", "city")).isEqualTo("SÃO PAULO");
        }
    }

    @Test
    void leavesSmallSourcesAlone() {
        try (SyncWorld world = new SyncWorld(folder, 99)) {
            world.sync();
            world.sql("update customers set city = 'Faro'", "delete from customers where id > 60");
            assertThat(world.sync().books()).isEqualTo(new Books(60, 0, 60, 0, 0, 0, 0, 39, 0, 60));
        }
    }

    @Test
    void countsNoRetriesOfRejectedRows() {
        try (SyncWorld world = new SyncWorld(folder, 150)) {
            world.sync();
            world.sql("update customers set city = 'Faro'");
            RunReport stopped = world.sync();
            world.emulator.knobs().failJob(true);
            RunReport failed = world.confirm(stopped.confirmCode());
            assertThat(failed.books()).isEqualTo(new Books(150, 0, 0, 150, 0, 0, 0, 0, 0, 150));
            assertThat(failed.state()).isEqualTo(RunState.DONE_WITH_REJECTS);

            world.emulator.knobs().failJob(false);
            RunReport again = world.sync();
            assertThat(again.braked()).isFalse();
            assertThat(again.books()).isEqualTo(new Books(150, 0, 150, 0, 0, 0, 0, 0, 0, 150));
        }
    }

    @Test
    void countsNoResendsOfUnverifiedRows() {
        try (SyncWorld world = new SyncWorld(folder, 150)) {
            world.emulator.knobs().hideJobQueries(true);
            world.tune(Tuning::resendUnverifiedAtOnce).sync();
            RunReport again = world.sync();
            assertThat(again.braked()).isFalse();
            assertThat(again.books()).isEqualTo(new Books(150, 0, 0, 0, 0, 150, 0, 0, 0, 150));
        }
    }

    @Test
    void doesNotLetAFullRunPast() {
        try (SyncWorld world = new SyncWorld(folder, 150)) {
            world.sync();
            assertThat(world.full().books().changed()).isEqualTo(150);
            int before = world.uploads();
            world.sql("update customers set city = 'Faro' where id <= 90");
            assertBraked(world, world.full(), before);
        }
    }

    @Test
    void stopsTheFirstRunWhileItReadsIfTooMuchIsInvalid() {
        try (SyncWorld world = new SyncWorld(folder, 2000)) {
            world.sql("update customers set email = 'none' where id % 10 = 0");
            world.sql(
                    "create table sorted as select * from customers order by id",
                    "drop table customers",
                    "alter table sorted rename to customers");
            RunReport stopped = world.sync(batch -> {
                if (batch.number() == 10) {
                    await().until(() -> world.uploads() > 1);
                }
            });
            assertThat(stopped.braked()).isTrue();
            assertThat(stopped.exitCode()).isEqualTo(4);
            assertThat(stopped.books().read()).isEqualTo(1000);
            assertThat(stopped.books().invalid()).isEqualTo(100);
            assertThat(stopped.books().applied())
                    .isGreaterThanOrEqualTo(100)
                    .isEqualTo(world.emulator.applied().rows());
            assertThat(stopped.books().gone()).isZero();

            RunReport whole = world.sync();
            assertThat(whole.braked()).as("now the usual limit holds").isTrue();
            RunReport confirmed = world.confirm(whole.confirmCode());
            assertThat(confirmed.books().unchanged()).isEqualTo(stopped.books().applied());
            assertThat(world.emulator.applied().rows()).isEqualTo(1800);
        }
    }

    @Test
    void doesNotStopASmallFirstRunForInvalidRows() {
        try (SyncWorld world = new SyncWorld(folder, 200)) {
            world.sql("update customers set email = 'none' where id <= 100");
            assertThat(world.sync().books()).isEqualTo(new Books(200, 0, 100, 0, 100, 0, 0, 0, 100, 0));
        }
    }

    @Test
    void leavesNoFilesOfRowsItDidNotSend() throws Exception {
        try (SyncWorld world = new SyncWorld(folder, 150)) {
            world.sync();
            world.sql("update customers set city = 'Faro'");
            RunReport stopped = world.sync();
            try (var files = Files.list(folder.resolve("runs/sync-customers").resolve(stopped.runId()))) {
                assertThat(files).isEmpty();
            }
        }
    }

    private static void assertBraked(SyncWorld world, RunReport report, int uploads) {
        assertThat(report.braked()).as("%s", report).isTrue();
        assertThat(report.state()).isEqualTo(RunState.STOPPED);
        assertThat(report.exitCode()).isEqualTo(4);
        assertThat(report.confirmCode()).matches("[0-9a-f]{8}");
        assertThat(world.uploads()).as("nothing is uploaded").isEqualTo(uploads);
    }
}
