package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.emulator.Fault;
import ai.returning.routes.emulator.FaultRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plain ways of a run, end to end: table, files, jobs, books, snapshot. */
class SyncEngineIT {
    @TempDir
    Path folder;

    @Test
    void sendsEveryRowOnceAndThenOnlyWhatChanged() {
        try (SyncWorld world = new SyncWorld(folder, 350)) {
            RunReport first = world.sync();
            assertThat(first.error()).isNull();
            assertThat(first.state()).isEqualTo(RunState.DONE);
            assertThat(first.books()).isEqualTo(new Books(350, 0, 350, 0, 0, 0, 0, 0, 350, 0));
            assertThat(first.chunks()).isEqualTo(4);
            assertThat(world.fieldOf("user7@example.org", "account-balance")).isEqualTo("10.5");
            assertThat(world.fieldOf("USER7@example.org", "last_name")).isEqualTo("Van \"Dutch\" O'Ng, Jr.");

            RunReport second = world.sync();
            assertThat(second.books()).isEqualTo(new Books(350, 350, 0, 0, 0, 0, 0, 0, 0, 0));
            assertThat(world.uploads()).isEqualTo(4);

            world.sql("update customers set city = 'Málaga' where id <= 7");
            RunReport third = world.sync();
            assertThat(third.books()).isEqualTo(new Books(350, 343, 7, 0, 0, 0, 0, 0, 0, 7));
            assertThat(world.fieldOf("user7@example.org", "city")).isEqualTo("Málaga");
            assertThat(world.emulator.applied().rows()).isEqualTo(357);
        }
    }

    @Test
    void namesTheRowsTheApiRejectedAndSendsThemAgain() {
        try (SyncWorld world = new SyncWorld(folder, 100)) {
            world.sql("insert into customers (id, email) select i, 'stranger' || i || '@example.org'"
                    + " from generate_series(901, 905) i");
            RunReport first = world.sync();
            assertThat(first.state()).isEqualTo(RunState.DONE_WITH_REJECTS);
            assertThat(first.books()).isEqualTo(new Books(105, 0, 100, 5, 0, 0, 0, 0, 105, 0));
            assertThat(first.exitCode()).isEqualTo(3);
            assertThat(world.quarantine(first)).hasSize(5).allSatisfy(row -> {
                assertThat(row.sentence()).isEqualTo("User not found");
                assertThat(row.maskedKey()).isEqualTo("s***@example.org");
            });

            RunReport second = world.sync();
            assertThat(second.books()).isEqualTo(new Books(105, 100, 0, 5, 0, 0, 0, 0, 5, 0));
        }
    }

    @Test
    void foldsTheChangesOfManyQuietRuns() {
        try (SyncWorld world = new SyncWorld(folder, 40)) {
            world.sync();
            int most = 0;
            for (int run = 1; run <= SnapshotUpdate.MOST_CHANGED_RUNS + 3; run++) {
                world.sql("update customers set city = 'Town " + run + "' where id = 7");
                assertThat(world.sync().books()).isEqualTo(new Books(40, 39, 1, 0, 0, 0, 0, 0, 0, 1));
                most = Math.max(most, world.changedRuns());
            }
            assertThat(most).isEqualTo(SnapshotUpdate.MOST_CHANGED_RUNS);
            assertThat(world.changedRuns()).isEqualTo(2);
        }
    }

    @Test
    void countsGoneRowsAndForgetsThem() {
        try (SyncWorld world = new SyncWorld(folder, 200)) {
            world.sync();
            world.sql("delete from customers where id <= 10");
            assertThat(world.sync().books()).isEqualTo(new Books(190, 190, 0, 0, 0, 0, 0, 10, 0, 0));
            assertThat(world.sync().books().gone()).isZero();
            world.createCustomers(200);
            assertThat(world.sync().books()).isEqualTo(new Books(200, 190, 10, 0, 0, 0, 0, 0, 10, 0));
        }
    }

    @Test
    void limitsTheReadingWithoutForgettingTheRest() {
        try (SyncWorld world = new SyncWorld(folder, 200)) {
            RunReport limited = world.sync(new RunRequest(false, 60, null, null));
            assertThat(limited.books().applied()).isEqualTo(60);
            assertThat(limited.state()).isEqualTo(RunState.DONE);
            assertThat(world.sync().books()).isEqualTo(new Books(200, 60, 140, 0, 0, 0, 0, 0, 140, 0));
            assertThat(world.sync(new RunRequest(false, 60, null, null)).books())
                    .isEqualTo(new Books(60, 60, 0, 0, 0, 0, 0, 0, 0, 0));
            assertThat(world.sync().books().unchanged()).isEqualTo(200);
        }
    }

    @Test
    void sendsEverythingAgainWhenAskedForAFullRun() {
        try (SyncWorld world = new SyncWorld(folder, 150)) {
            world.sync();
            RunReport full = world.sync(new RunRequest(true, 0, null, null));
            assertThat(full.state()).isEqualTo(RunState.DONE);
            assertThat(full.books()).isEqualTo(new Books(150, 0, 150, 0, 0, 0, 0, 0, 0, 150));
        }
    }

    @Test
    void readsTheSameWithoutCopy() {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            world.sync();
            assertThat(world.copyOff().sync().books().unchanged()).isEqualTo(120);
        }
    }

    @Test
    void quarantinesBadRowsAndSendsTheOthers() {
        try (SyncWorld world = new SyncWorld(folder, 200)) {
            world.sql(
                    "update customers set email = null where id = 3",
                    "update customers set email = 'User1@Example.org' where id = 4",
                    "update customers set email = 'no-address' where id = 5",
                    "update customers set balance = 1.005 where id = 6");
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.DONE_WITH_REJECTS);
            assertThat(report.books()).isEqualTo(new Books(200, 0, 196, 0, 4, 0, 0, 0, 196, 0));
            assertThat(world.quarantine(report))
                    .extracting(row -> row.reason())
                    .containsExactlyInAnyOrder("null-identifier", "duplicate-identifier", "bad-email", "out-of-scale");
        }
    }

    @Test
    void sendsARejectedRowAgainThoughItsContentIsTheConfirmedOne() {
        try (SyncWorld world = new SyncWorld(folder, 80)) {
            world.sync();
            world.emulator.faults().add(FaultRule.next(SyncWorld.UPLOAD, Fault.failRows(3)));
            RunReport full = world.sync(new RunRequest(true, 0, null, null));
            assertThat(full.books()).isEqualTo(new Books(80, 0, 77, 3, 0, 0, 0, 0, 0, 80));

            assertThat(world.sync().books()).isEqualTo(new Books(80, 77, 3, 0, 0, 0, 0, 0, 0, 3));
            assertThat(world.sync().books().unchanged()).isEqualTo(80);
        }
    }
}
