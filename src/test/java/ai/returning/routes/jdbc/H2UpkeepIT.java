package ai.returning.routes.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2UpkeepIT {
    private static final long MEGABYTE = 1 << 20;
    private static final int ROWS = 20_000;

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private JdbcConnectionPool pool;
    private Jdbc jdbc;

    @BeforeEach
    void open() {
        pool = JdbcConnectionPool.create(StateSettings.embeddedUrl(folder), "sa", "");
        jdbc = new Jdbc(pool, Dialect.H2);
        jdbc.execute("create table item (id int primary key, word varchar(200))");
        jdbc.batch(
                "insert into item values (?, ?)",
                words(IntStream.range(0, ROWS)).toList());
    }

    @AfterEach
    void close() {
        pool.dispose();
    }

    private Stream<Object[]> words(IntStream ids) {
        return ids.mapToObj(id -> new Object[] {id, "word".repeat(30) + random.nextInt()});
    }

    /** Commits of rows that lie far apart: each leaves a block in which little will count for long. */
    private void commit(int times) {
        for (int i = 0; i < times; i++) {
            jdbc.batch(
                    "merge into item key (id) values (?, ?)",
                    words(random.ints(20, 0, ROWS)).toList());
        }
    }

    private long size() throws IOException {
        return Files.size(StateSettings.embeddedFile(folder));
    }

    private long info(String name) {
        return Long.parseLong(jdbc.one(
                        "select setting_value from information_schema.settings where setting_name = ?",
                        row -> row.getString(1),
                        "info." + name)
                .orElseThrow());
    }

    @Test
    void keepsTheFileSmallWhileItIsWritten() throws IOException {
        commit(500);
        long grown = size();

        try (H2Upkeep upkeep = H2Upkeep.of(pool, Duration.ZERO).orElseThrow()) {
            for (int i = 0; i < 50; i++) {
                commit(10);
                upkeep.pass();
            }
        }

        assertThat(grown).isGreaterThan(25 * MEGABYTE);
        assertThat(size()).as("after as many commits again").isLessThan(grown);
        assertThat(jdbc.list("select count(*) from item", row -> row.getInt(1))).isEqualTo(List.of(ROWS));
    }

    @Test
    void freesNothingThatTheLastFlushStillNeeds() {
        try (H2Upkeep upkeep = H2Upkeep.of(pool, Duration.ZERO).orElseThrow()) {
            long flushed = info("CURRENT_VERSION");
            commit(50);
            assertThat(info("CURRENT_VERSION")).isGreaterThanOrEqualTo(flushed + 50);
            assertThat(info("OLDEST_VERS_TO_KEEP")).isLessThanOrEqualTo(flushed);

            upkeep.pass();
            commit(1);

            assertThat(info("OLDEST_VERS_TO_KEEP")).isGreaterThanOrEqualTo(flushed + 50);
        }
    }

    @Test
    void leavesH2AsItWasWhenItEnds() {
        H2Upkeep.of(pool, H2Upkeep.YOUNG).orElseThrow().close();
        commit(1);

        assertThat(jdbc.list(
                        "select setting_value from information_schema.settings where setting_name = 'RETENTION_TIME'",
                        row -> row.getString(1)))
                .containsExactly("45000");
        assertThat(info("OLDEST_VERS_TO_KEEP")).isEqualTo(info("CURRENT_VERSION"));
    }

    @Test
    void hasNothingToDoInMemory() {
        JdbcConnectionPool memory = JdbcConnectionPool.create("jdbc:h2:mem:upkeep", "sa", "");

        assertThat(H2Upkeep.start(memory)).isEqualTo(Optional.empty());

        memory.dispose();
    }
}
