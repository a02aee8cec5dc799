package ai.returning.routes.sync.source;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;

/** Opens connections with the limits of a source. */
final class Connector {
    private static final String APPLICATION = "returning-ai-routes";

    private final SourceSettings settings;
    private final Driver driver;
    private final Properties properties;

    /** @throws RaiException CONFIG_INVALID if there is no driver for the URL */
    Connector(SourceSettings settings, Dialect dialect) {
        this.settings = settings;
        this.driver = driver(settings);
        this.properties = properties(settings, dialect);
    }

    Connection connect() throws SQLException {
        Connection connection = driver.connect(settings.url(), (Properties) properties.clone());
        if (connection == null) {
            throw new SQLException("The driver does not take the URL", "08001");
        }
        try {
            connection.setNetworkTimeout(
                    Runnable::run, millis(settings.socketLimit().toMillis()));
        } catch (SQLFeatureNotSupportedException e) {
            // An embedded database has no network; the statement limit still holds.
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private static Driver driver(SourceSettings settings) {
        return Drivers.taking(settings.url(), Drivers.FOLDER)
                .orElseThrow(() -> new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        settings.shown()
                                + ": no JDBC driver takes this URL. Correct the URL, or put the jar of the driver"
                                + " into the folder " + Drivers.FOLDER + " of the project."));
    }

    /** Each driver has its own names, and some refuse names they do not know. */
    private static Properties properties(SourceSettings settings, Dialect dialect) {
        Properties properties = new Properties();
        put(properties, "user", settings.user());
        put(properties, "password", settings.password());
        long connectMillis = settings.connectLimit().toMillis();
        String connectSeconds = Long.toString((connectMillis + 999) / 1000);
        switch (dialect) {
            case POSTGRESQL -> {
                put(properties, "ApplicationName", APPLICATION);
                put(properties, "connectTimeout", connectSeconds);
                put(properties, "loginTimeout", connectSeconds);
                put(properties, "cancelSignalTimeout", "2");
                put(properties, "tcpKeepAlive", "true");
                put(properties, "binaryTransfer", "false");
                put(properties, "prepareThreshold", "0");
                put(properties, "allowEncodingChanges", "true");
            }
            case MYSQL, MARIADB -> put(properties, "connectTimeout", Long.toString(connectMillis));
            case SQL_SERVER -> {
                put(properties, "applicationName", APPLICATION);
                put(properties, "loginTimeout", connectSeconds);
            }
            case H2, OTHER -> {}
        }
        return properties;
    }

    private static void put(Properties properties, String key, String value) {
        if (!value.isEmpty()) {
            properties.setProperty(key, value);
        }
    }

    private static int millis(long value) {
        return (int) Math.min(Integer.MAX_VALUE, value);
    }
}
