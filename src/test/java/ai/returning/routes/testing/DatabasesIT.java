package ai.returning.routes.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesIT {
    private final Postgres postgres = Databases.postgres();

    @Test
    void givesDatabasesOfTheirOwn() throws SQLException {
        String one = postgres.createDatabase();
        String other = postgres.createDatabase("ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
        postgres.execute(one, "CREATE TABLE t (id int)");
        assertThat(one).isNotEqualTo(other);
        assertThat(read(other, "SHOW server_encoding")).isEqualTo("SQL_ASCII");
        assertThat(read(other, "SELECT count(*) FROM pg_tables WHERE tablename = 't'"))
                .isEqualTo("0");
    }

    @Test
    void asksRolesForTheirPassword() {
        String database = postgres.createDatabase();
        postgres.execute(database, "CREATE ROLE asked LOGIN PASSWORD 'right'");
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(database), "asked", "wrong"))
                .isInstanceOf(SQLException.class);
        assertThat(database).isNotEmpty();
        postgres.execute(database, "DROP ROLE asked");
    }

    @Test
    void runsWithDurableCommitsIfAsked() throws SQLException {
        try (Postgres own = Databases.startPostgres(Map.of("fsync", "on", "synchronous_commit", "on"))) {
            assertThat(read(own, "postgres", "SHOW fsync")).isEqualTo("on");
            assertThat(read(own, "postgres", "SHOW synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void opensAnH2File(@TempDir Path folder) throws SQLException {
        try (Connection connection = DriverManager.getConnection(Databases.freshH2(folder), "sa", "");
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT setting_value FROM information_schema.settings"
                                + " WHERE setting_name = 'WRITE_DELAY'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("0");
        }
    }

    private String read(String database, String sql) throws SQLException {
        return read(postgres, database, sql);
    }

    private static String read(Postgres server, String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
