package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that cannot be opened or break while they are read. */
class SourceFaultsIT {
    private static final String ALL =
            "select email, first_name, last_name, country, city, language, currency, tier, balance, lifetime_deposit,"
                    + " marketing_consent, birth_date from customers ";

    @TempDir
    Path folder;

    @Test
    void saysThatTheSourceIsDown() throws Exception {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            int closed;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                closed = socket.getLocalPort();
            }
            world.source("jdbc:postgresql://127.0.0.1:" + closed + "/crm?password=hidden", "postgres");
            RunReport report = failed(world);
            assertThat(report.error())
                    .startsWith("RAI-3003")
                    .contains("customers", "127.0.0.1:" + closed, "after 3 attempts", "Check that the database is up")
                    .doesNotContain("hidden");
        }
    }

    @Test
    void saysThatThePasswordIsWrong() {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            String role = "r" + world.database;
            world.sql("create role " + role + " login password 'right-one'");
            world.source(world.server.jdbcUrl(world.database), role, "wrong-one");
            RunReport report = failed(world);
            assertThat(report.error())
                    .startsWith("RAI-3004")
                    .contains("refuses user " + role, "Check user, password")
                    .doesNotContain("wrong-one");
            world.sql("drop role " + role);
        }
    }

    @Test
    void saysThatTheTableIsNotThere() {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            world.sql("drop table customers");
            assertThat(failed(world).error())
                    .startsWith("RAI-3004")
                    .contains("\"customers\"", "at line", "Correct the query");
        }
    }

    @Test
    void saysWhichColumnTheTableLacks() {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            world.sql("alter table customers rename column city to town");
            assertThat(failed(world).error()).startsWith("RAI-3004").contains("\"city\"");
        }
    }

    @Test
    void saysWhichColumnTheQueryLacksAndTheNearest() {
        try (SyncWorld world = new SyncWorld(folder, 120)) {
            world.query(ALL.replace("city", "city as citty"));
            assertThat(failed(world).error()).startsWith("RAI-3005").contains("'city'", "citty");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void settlesWhatWasSentWhenTheConnectionIsCut(boolean copy) {
        try (SyncWorld world = new SyncWorld(folder, 2000)) {
            // The last rows never come; the server has sent the first ones by then.
            world.query(ALL + "where id <= 1500 or (select pg_sleep(30)) is not null");
            if (!copy) {
                world.copyOff();
            }
            RunReport report = world.sync(batch -> {
                if (batch.number() == 10) {
                    await().until(() -> world.uploads() > 0);
                    cut(world);
                }
            });
            assertThat(report.state()).isEqualTo(RunState.STOPPED);
            assertThat(report.exitCode()).isEqualTo(1);
            assertThat(report.error()).startsWith("RAI-3003").contains("rows");
            assertThat(report.books().gone()).isZero();
            assertThat(report.books().applied())
                    .isPositive()
                    .isEqualTo(world.emulator.applied().rows());

            RunReport next = world.query(ALL).copyOff().sync();
            assertThat(next.state()).isEqualTo(RunState.DONE);
            assertThat(next.books().unchanged()).isEqualTo(report.books().applied());
            assertThat(next.books().read()).isEqualTo(2000);
        }
    }

    private static void cut(SyncWorld world) {
        try (Connection connection = world.server.connect(world.database);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                            + " and pid <> pg_backend_pid()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void forgetsNobodyWhenTheQueryFailsInTheMiddle() {
        try (SyncWorld world = new SyncWorld(folder, 400)) {
            world.sync();
            int before = world.uploads();
            world.sql("update customers set city = 'Porto' where id <= 60");
            world.query(ALL + "where 1 / (id - 250) < 2");
            RunReport report = world.sync();
            assertThat(report.state()).isEqualTo(RunState.STOPPED);
            assertThat(report.error())
                    .startsWith("RAI-3004")
                    .contains("division by zero", "Correct the query or the data");
            assertThat(report.books().gone()).isZero();
            assertThat(world.uploads())
                    .as("with a snapshot nothing goes out before the end of the source")
                    .isEqualTo(before);

            assertThat(world.query(ALL).sync().books()).isEqualTo(new Books(400, 340, 60, 0, 0, 0, 0, 0, 0, 60));
        }
    }

    @Test
    void readsAColumnThatChangedItsType() {
        try (SyncWorld world = new SyncWorld(folder, 200)) {
            world.sync();
            world.sql("alter table customers alter column balance type text");
            assertThat(world.sync().books()).isEqualTo(new Books(200, 200, 0, 0, 0, 0, 0, 0, 0, 0));
            world.sql("update customers set balance = 'n/a' where id <= 3");
            RunReport report = world.sync();
            assertThat(report.books()).isEqualTo(new Books(200, 197, 0, 0, 3, 0, 0, 0, 0, 0));
            assertThat(world.quarantine(report)).allSatisfy(row -> {
                assertThat(row.reason()).isEqualTo("not-a-number");
                assertThat(row.field()).isEqualTo("account-balance");
                assertThat(row.maskedKey()).isEqualTo("u***@example.org");
            });
        }
    }

    private static RunReport failed(SyncWorld world) {
        RunReport report = world.sync();
        assertThat(report.state()).isEqualTo(RunState.STOPPED);
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.books()).isEqualTo(Books.EMPTY);
        assertThat(world.uploads()).isZero();
        return report;
    }
}
