package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run folders hold personal data: who may read them, and when they go. */
class RetentionIT {
    private static final Duration FIFTEEN_DAYS = Duration.ofDays(15);

    @TempDir
    Path folder;

    @Test
    void removesOldFilesUnlessTheSnapshotPointsAtThem() {
        try (SyncWorld world = new SyncWorld(folder, 150)) {
            RunReport first = world.sync();
            RunReport unchanged = world.sync();
            world.pass(FIFTEEN_DAYS).sql("update customers set city = 'Porto' where id <= 60");
            RunReport second = world.sync();
            assertThat(filesOf(first)).as("90 rows were last sent by it").isDirectory();
            assertThat(filesOf(unchanged)).doesNotExist();

            world.pass(FIFTEEN_DAYS).full();
            assertThat(filesOf(first))
                    .as("at the start of that run it was still needed")
                    .isDirectory();
            world.pass(FIFTEEN_DAYS).sync();
            assertThat(filesOf(first)).doesNotExist();
            assertThat(filesOf(second)).doesNotExist();
        }
    }

    @Test
    void keepsYoungFiles() {
        try (SyncWorld world = new SyncWorld(folder, 150)) {
            RunReport first = world.sync();
            world.full();
            world.pass(Duration.ofDays(13)).sync();
            assertThat(filesOf(first)).isDirectory();
        }
    }

    @Test
    void runsEvenIfOldFilesCannotBeRemoved() throws Exception {
        try (SyncWorld world = new SyncWorld(folder, 150)) {
            world.sync();
            // A file where a folder of a run is looked for.
            Files.writeString(folder.resolve("runs/sync-customers/stray"), "x");
            assertThat(world.pass(FIFTEEN_DAYS).sync().state()).isEqualTo(RunState.DONE);
            assertThat(folder.resolve("runs/sync-customers/stray")).exists();
        }
    }

    @Test
    void letsOnlyTheOwnerIn() throws Exception {
        try (SyncWorld world = new SyncWorld(folder, 150)) {
            RunReport report = world.sync();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(filesOf(report))))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("runs"))))
                    .isEqualTo("rwx------");
            try (var files = Files.list(filesOf(report))) {
                assertThat(files)
                        .hasSize(4)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    private Path filesOf(RunReport report) {
        return folder.resolve("runs/sync-customers").resolve(report.runId());
    }
}
