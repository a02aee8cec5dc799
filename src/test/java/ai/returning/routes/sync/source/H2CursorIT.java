package ai.returning.routes.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.testing.Databases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class H2CursorIT extends JdbcSourceContract {
    @Override
    SourceSettings freshDatabase(Path folder) throws SQLException {
        SourceSettings settings = SourceSettings.of("crm", Databases.freshH2(folder), "sa", "right");
        DriverManager.getConnection(settings.url(), "sa", "right").close();
        return settings;
    }

    @Override
    String manyRows(long rows) {
        return "SELECT x AS id, repeat('x', 90) AS filler FROM system_range(1, " + rows + ")";
    }

    @Override
    String endlessQuery() {
        return "SELECT count(*) FROM system_range(1, 100000) a, system_range(1, 100000000) b WHERE a.x + b.x < 0";
    }

    @Override
    void awaitBusy(Connection watcher) {
        await().until(() -> {
            try (ResultSet row = watcher.createStatement()
                    .executeQuery("SELECT count(*) FROM information_schema.sessions"
                            + " WHERE executing_statement LIKE '%system_range(1, 100000000)%'"
                            + " AND session_id <> SESSION_ID()")) {
                return row.next() && row.getInt(1) == 1;
            }
        });
    }

    @Override
    void stopDatabase(SourceSettings running) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        }
    }

    @Override
    String nameOf(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    @Test
    void passesNulAndLoneSurrogates() {
        RawRows batch = batch(
                open("SELECT 'a' || CHAR(0) || 'b' AS nul, 'x' || CHAR(55357) || 'y' AS high, CHAR(56832) AS low"));
        assertThat(HexFormat.of().formatHex(batch.bytes(), batch.start(0), batch.end(0)))
                .isEqualTo("610062" + "09" + "78eda0bd79" + "09" + "edb880");
    }

    @Test
    void givesOtherTypes() {
        assertThat(read(open("SELECT X'00ff5c', CAST('abc' AS CHARACTER LARGE OBJECT), CAST(1E+3 AS DECFLOAT),"
                        + " CAST(1E300 AS DOUBLE PRECISION), DATE '-43-03-15', TIME '01:02:03',"
                        + " CAST('d3b07384-d113-4ec3-a5d6-000000000001' AS UUID), CAST(7 AS SMALLINT)")))
                .allSatisfy(row -> assertThat(row.split("\t"))
                        .startsWith("\\\\x00ff5c", "abc", "1000")
                        .endsWith("0044-03-15 BC", "01:02:03", "d3b07384-d113-4ec3-a5d6-000000000001", "7"));
    }

    @Test
    void keepsAHugeExponentShort() {
        assertThat(read(open("SELECT CAST('1E+90000' AS DECFLOAT) AS huge"))).containsExactly("1E+90000");
    }

    @Test
    void writesNothingByADataChangeQuery() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 1 AS id");
            read(open("SELECT * FROM OLD TABLE (DELETE FROM kept)"));
            ResultSet row = statement.executeQuery("SELECT count(*) FROM kept");
            row.next();
            assertThat(row.getInt(1)).isEqualTo(1);
        }
    }
}
