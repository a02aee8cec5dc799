package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One run of a flow at a time, whoever starts it. */
class LeaseIT {
    @TempDir
    Path folder;

    @Test
    void refusesASecondRunWhileTheFirstLives() {
        try (SyncWorld world = SyncWorld.onPostgres(folder, 150);
                SyncEngine first = world.engine();
                SyncEngine second = world.engine()) {
            SyncRun run = first.start(world.flow, RunRequest.PLAIN, world.listener());
            assertThatThrownBy(() -> second.start(world.flow, RunRequest.PLAIN, world.listener()))
                    .hasMessageStartingWith("RAI-3001")
                    .hasMessageContaining(run.id())
                    .hasMessageContaining("held by instance-1")
                    .hasMessageContaining("./rai runs");
            assertThat(world.notices)
                    .singleElement()
                    .satisfies(
                            notice -> assertThat(notice).contains(run.id(), "held by instance-1", "waiting up to 1 s"));
            assertThat(world.drive(run).state()).isEqualTo(RunState.DONE);
            assertThat(world.drive(second.start(world.flow, RunRequest.PLAIN, world.listener()))
                            .books()
                            .unchanged())
                    .isEqualTo(150);
        }
    }

    @Test
    void refusesASecondRunOfTheSameProcessAtOnce() {
        try (SyncWorld world = new SyncWorld(folder, 150);
                SyncEngine engine = world.engine()) {
            SyncRun run = engine.start(world.flow, RunRequest.PLAIN, world.listener());
            assertThatThrownBy(() -> engine.start(world.flow, RunRequest.PLAIN, world.listener()))
                    .hasMessageStartingWith("RAI-3001");
            assertThat(world.drive(run).state()).isEqualTo(RunState.DONE);
        }
    }

    @Test
    void startsOneOfManyAtOnce() throws Exception {
        try (SyncWorld world = SyncWorld.onPostgres(folder, 150);
                SyncEngine first = world.engine();
                SyncEngine second = world.engine()) {
            List<SyncRun> started = startAtOnce(world, List.of(first, second, first, second));
            assertThat(started).hasSize(1);
            assertThat(world.drive(started.get(0)).books().applied()).isEqualTo(150);
            assertThat(first.recent(null, 10)).hasSize(1);
        }
    }

    private static List<SyncRun> startAtOnce(SyncWorld world, List<SyncEngine> engines) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(engines.size());
        CyclicBarrier together = new CyclicBarrier(engines.size());
        List<Future<SyncRun>> starts = engines.stream()
                .map(engine -> threads.submit(() -> {
                    together.await();
                    return engine.start(world.flow, RunRequest.PLAIN, world.listener());
                }))
                .toList();
        List<SyncRun> started = new ArrayList<>();
        for (Future<SyncRun> start : starts) {
            try {
                started.add(start.get(20, TimeUnit.SECONDS));
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e.getCause()).hasMessageStartingWith("RAI-3001");
            }
        }
        threads.shutdown();
        return started;
    }

    @Test
    void sendsNothingFurtherOnceTheLeaseIsLost() {
        try (SyncWorld world = SyncWorld.onPostgres(folder, 600);
                SyncEngine engine = world.engine()) {
            SyncRun run = engine.start(world.flow, RunRequest.PLAIN, world.listener());
            RunReport report = world.drive(run, batch -> {
                if (batch.number() == 6) {
                    await().until(() -> world.uploads() > 0);
                    boolean taken = world.store
                            .runs()
                            .takeOver(run.id(), "instance-1", "somebody", Duration.ofSeconds(30), false, true);
                    assertThat(taken).isTrue();
                    await().untilAsserted(() -> assertThat(lost(run)).isTrue());
                }
            });
            assertThat(report.state()).isEqualTo(RunState.OPEN);
            assertThat(report.exitCode()).isEqualTo(1);
            assertThat(report.error()).startsWith("RAI-3002");
            int uploads = world.uploads();
            assertThat(uploads).isLessThan(6);
            assertThat(world.store.runs().find(run.id()).orElseThrow().owner()).isEqualTo("somebody");
        }
    }

    /** A stopped run hands out no further batch; asking it twice changes nothing. */
    private static boolean lost(SyncRun run) {
        return ((ActiveRun) run).isStopped();
    }

    @Test
    void continuesARunWhoseEndCouldNotBeStored() throws SQLException {
        try (SyncWorld world = SyncWorld.onPostgres(folder, 250);
                SyncEngine engine = world.engine()) {
            RunReport report = world.drive(engine.start(world.flow, RunRequest.PLAIN, world.listener()), batch -> {
                if (batch.number() == 5) {
                    await().until(() -> world.emulator.applied().rows() >= 100);
                    state(world, "alter table sync_run rename to sync_run_away");
                }
            });
            assertThat(report.state()).isEqualTo(RunState.OPEN);
            assertThat(report.notes()).anySatisfy(note -> assertThat(note).contains("could not be stored"));
            state(world, "alter table sync_run_away rename to sync_run");

            RunReport next = world.drive(engine.start(world.flow, RunRequest.PLAIN, world.listener()));
            assertThat(next.runId()).isEqualTo(report.runId());
            assertThat(next.resumed()).isTrue();
            assertThat(next.state()).isEqualTo(RunState.DONE);
            assertThat(next.books()).isEqualTo(new Books(250, 0, 250, 0, 0, 0, 0, 0, 250, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void abandonsARunWhoseRulesChangedAndKeepsWhatItSent(boolean mapping) throws Exception {
        try (SyncWorld world = SyncWorld.onPostgres(folder, 250)) {
            RunReport dead;
            try (SyncEngine engine = world.engine()) {
                dead = world.drive(engine.start(world.flow, RunRequest.PLAIN, world.listener()), batch -> {
                    if (batch.number() == 5) {
                        await().until(() -> world.emulator.applied().rows() >= 100);
                        state(world, "alter table sync_run rename to sync_run_away");
                    }
                });
            }
            state(world, "alter table sync_run_away rename to sync_run");
            int before = world.uploads();
            if (mapping) {
                world.flow = Flows.changed(world, folder, "max-length: 10\n", "max-length: 11\n");
            } else {
                world.contract = Flows.otherContract(folder);
            }
            RunReport next = world.sync();
            RunReport abandoned = world.stored(dead);
            assertThat(abandoned.state()).isEqualTo(RunState.ABANDONED);
            assertThat(abandoned.error()).contains("has changed since it began");
            assertThat(abandoned.books().balance()).isTrue();
            assertThat(abandoned.books().applied()).isEqualTo(before * 100L);
            assertThat(next.resumed()).isFalse();
            assertThat(next.books().unchanged()).isEqualTo(abandoned.books().applied());
            assertThat(world.emulator.applied().rows()).isEqualTo(250);
        }
    }

    private static void state(SyncWorld world, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(world.stateUrl, world.server.user(), world.server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void leavesNoRunOpenIfItsFolderCannotBeMade() throws Exception {
        try (SyncWorld world = new SyncWorld(folder, 150)) {
            Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
            try (SyncEngine engine =
                    world.tune(s -> Tuning.runsFolder(s, blocked)).engine()) {
                assertThatThrownBy(() -> engine.start(world.flow, RunRequest.PLAIN, world.listener()))
                        .isInstanceOf(RaiException.class)
                        .hasMessageContaining(blocked.toString())
                        .extracting(e -> ((RaiException) e).code())
                        .isEqualTo(ErrorCode.DISK_FULL);
                assertThat(engine.recent(null, 10)).isEmpty();
                Files.delete(blocked);
                assertThat(world.drive(engine.start(world.flow, RunRequest.PLAIN, world.listener()))
                                .state())
                        .isEqualTo(RunState.DONE);
            }
        }
    }

    @Test
    void settlesWhatWasSentWhenAskedToStop() {
        try (SyncWorld world = new SyncWorld(folder, 1000);
                SyncEngine engine = world.engine()) {
            SyncRun run = engine.start(world.flow, RunRequest.PLAIN, world.listener());
            RunReport report = world.drive(run, batch -> {
                if (batch.number() == 8) {
                    await().until(() -> world.uploads() > 1);
                    run.stop("asked by a person");
                }
            });
            assertThat(report.state()).isEqualTo(RunState.STOPPED);
            assertThat(report.exitCode()).isEqualTo(1);
            assertThat(report.error()).startsWith("RAI-3012").contains("asked by a person");
            assertThat(report.books().applied())
                    .isPositive()
                    .isEqualTo(world.emulator.applied().rows());
            assertThat(world.sync().books().unchanged())
                    .isEqualTo(report.books().applied());
        }
    }
}
