package ai.returning.routes.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An H2 file is of one version or of the other, whatever happens in between. */
class H2UpgradeIT {
    @TempDir
    Path folder;

    @Test
    void leavesTheFileAsItWasWhenAChangeFailsHalfWay() throws SQLException {
        execute("create table effect (own varchar(10))"); // the third change wants this name
        List<String> before = tables();

        assertThatThrownBy(this::open)
                .isInstanceOf(RaiException.class)
                .hasMessageContaining("cannot be brought to this version");

        assertThat(tables()).isEqualTo(before).contains("effect").doesNotContain("sync_run");
        execute("drop table effect");
        open().close();
        assertThat(tables()).contains("effect", "inbox_event");
    }

    @Test
    void startsAgainWhereAnotherDiedInTheMiddle() throws IOException, SQLException {
        Files.write(folder.resolve("state.upgrade.mv.db"), "half a copy".getBytes(StandardCharsets.UTF_8));
        open().close();
        assertThat(tables()).contains("inbox_event");
        assertThat(folder.resolve("state.upgrade.mv.db")).doesNotExist();
    }

    @Test
    void refusesAFileThatIsStillOpenSomewhere() throws SQLException {
        try (Connection other = DriverManager.getConnection(StateSettings.embeddedUrl(folder), "sa", "")) {
            assertThat(other.isValid(1)).isTrue();
            assertThatThrownBy(this::open)
                    .isInstanceOf(RaiException.class)
                    .hasMessageContaining("still open")
                    .hasMessageContaining("AUTO_SERVER");
        }
        open().close();
        assertThat(tables()).contains("inbox_event");
    }

    @Test
    void closesAFileThatIsToStayOpenBehindItsLastConnection() throws SQLException {
        String stays = StateSettings.embeddedUrl(folder) + ";DB_CLOSE_DELAY=-1";
        StateDatabase.open(new StateSettings(stays, "sa", "", 2)).close();
        assertThat(tables()).contains("inbox_event");
        execute("set db_close_delay 0");
    }

    @Test
    void keepsWhatIsInTheFile() throws SQLException {
        execute("create table own (id int)", "insert into own values (7)");
        try (StateDatabase state = open()) {
            assertThat(state.jdbc().one("select id from own", row -> row.getInt(1)))
                    .contains(7);
        }
    }

    @Test
    void isDoneOnceWhenManyOpenAtTheSameTime() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Long>> opens = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                opens.add(() -> {
                    try (StateDatabase state = open()) {
                        return state.jdbc()
                                .one("select count(*) from inbox_event", row -> row.getLong(1))
                                .orElseThrow();
                    }
                });
            }
            for (Future<Long> opened : threads.invokeAll(opens)) {
                assertThat(opened.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private StateDatabase open() {
        return StateDatabase.open(new StateSettings(StateSettings.embeddedUrl(folder), "sa", "", 2));
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(StateSettings.embeddedUrl(folder), "sa", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> tables() throws SQLException {
        try (Connection connection = DriverManager.getConnection(StateSettings.embeddedUrl(folder), "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select lower(table_name) from information_schema.tables"
                        + " where table_schema = 'PUBLIC' or table_schema = 'public' order by 1")) {
            List<String> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            return tables;
        }
    }
}
