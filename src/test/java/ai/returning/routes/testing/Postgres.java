package ai.returning.routes.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A running PostgreSQL server of the tests. */
public final class Postgres implements AutoCloseable {
    private final EmbeddedPostgres server;

    Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    public int port() {
        return server.getPort();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /** The administrator. Roles that a test creates need their password. */
    public String user() {
        return "postgres";
    }

    public String password() {
        return "postgres";
    }

    /** Creates an empty database with a new name and returns the name. */
    public String createDatabase() {
        return createDatabase("");
    }

    /**
     * Creates an empty database with a new name and returns the name.
     *
     * @param options what follows the name in CREATE DATABASE, such as {@code ENCODING 'SQL_ASCII' TEMPLATE template0
     *     LC_COLLATE 'C' LC_CTYPE 'C'}
     */
    public String createDatabase(String options) {
        String name = "t_" + UUID.randomUUID().toString().replace("-", "");
        execute("postgres", "CREATE DATABASE " + name + " " + options);
        return name;
    }

    /** Runs statements as the administrator, each committed on its own. */
    public void execute(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The test database refuses a statement: " + e.getMessage(), e);
        }
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), user(), password());
    }

    /** Stops the server and removes its files. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
