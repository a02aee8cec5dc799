package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room: the first file of a run fits, the second does not. */
class DiskFullIT {
    private static final int FOUR_MEGABYTES = 4096;

    @TempDir
    Path folder;

    @Test
    void settlesWhatWasSentAndSendsTheRestOnceThereIsRoom() throws Exception {
        try (SyncWorld world = SyncWorld.onPostgres(folder, 10_000)) {
            // Wide rows at the end: their file is larger than what the disk takes.
            world.sql(
                    "create table sorted as select * from customers order by id",
                    "update sorted set first_name = repeat('日', 100), last_name = repeat('月', 100),"
                            + " city = repeat('山', 100) where id > 5000",
                    "drop table customers",
                    "create table customers as select * from sorted order by id");
            List<String> ended = run(world, FOUR_MEGABYTES);
            assertThat(ended.subList(0, 5)).containsExactly("STOPPED", "1", "10000", "5000", "5000");
            assertThat(ended.get(5)).startsWith("RAI-3011").contains(folder.toString(), "Free space");
            assertThat(world.emulator.applied().rows()).isEqualTo(5000);

            List<String> next = run(world, 10 * FOUR_MEGABYTES);
            assertThat(next.subList(0, 5)).containsExactly("DONE", "0", "10000", "5000", "0");
            assertThat(world.emulator.applied().rows()).isEqualTo(10_000);
        }
    }

    private List<String> run(SyncWorld world, int largestFile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f " + largestFile + "; exec \"$@\"",
                        "limited",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LimitedDisk.class.getName(),
                        world.stateUrl,
                        world.server.jdbcUrl(world.database),
                        world.emulator.baseUrl("integration"),
                        folder.resolve("runs").toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        String line = said.lines()
                .filter(text -> text.startsWith("ended|"))
                .findFirst()
                .orElse(null);
        assertThat(line).as(said).isNotNull();
        return Arrays.asList(line.substring(6).split("\\|", 6));
    }
}
