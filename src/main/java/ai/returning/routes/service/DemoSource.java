package ai.returning.routes.service;

import ai.returning.routes.bulk.FileSealer;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The source of the demo: 10,000 made-up customers in an H2 file, five of them unknown to the community. */
public final class DemoSource implements AutoCloseable {
    private final Connection connection;

    private DemoSource(Connection connection) {
        this.connection = connection;
    }

    /** The JDBC URL of the source; usable by other connections of this process. */
    static String url(Path dataDir) {
        return "jdbc:h2:file:" + dataDir.toAbsolutePath().normalize().resolve("customers")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE";
    }

    /** Opens the source; makes the customers at the first time. */
    public static DemoSource open(Path dataDir) {
        FileSealer.makeFolder(dataDir);
        return connect(url(dataDir));
    }

    /** The same customers, held nowhere. */
    public static DemoSource inMemory() {
        return connect("jdbc:h2:mem:;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
    }

    private static DemoSource connect(String url) {
        try {
            Connection connection = DriverManager.getConnection(url, "", "");
            try (Statement statement = connection.createStatement()) {
                statement.execute(script("customers.sql"));
            }
            return new DemoSource(connection);
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /** Changes the balance of so many customers, those first that were not changed for longest. */
    public synchronized int change(int count) {
        try (PreparedStatement statement = connection.prepareStatement(script("change.sql"))) {
            statement.setInt(1, count);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /** The e-mail addresses of the customers the community knows. */
    public synchronized List<String> knownEmails() {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(script("known-emails.sql"))) {
            List<String> emails = new ArrayList<>();
            while (rows.next()) {
                emails.add(rows.getString(1));
            }
            return emails;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private static String script(String name) {
        try (InputStream stream = DemoSource.class.getResourceAsStream("/demo/" + name)) {
            if (stream == null) {
                throw new RaiException(ErrorCode.BUG, "The demo script " + name + " is missing from the jar.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static RaiException broken(Exception cause) {
        String problem = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new RaiException(
                ErrorCode.SOURCE_UNAVAILABLE,
                "The demo source cannot be used: " + problem
                        + ". If a demo service runs, stop it; else delete its data folder to begin anew.",
                cause);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw broken(e);
        }
    }
}
