package ai.returning.routes.service.doctor;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.service.ReturningAiProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether the state database and the sources open; asks them nothing and writes nothing. */
final class DatabaseCheck {
    private static final int H2_FILE_LOCKED = 90020;
    private static final int H2_FILE_MISSING = 90146;
    private static final String SECONDS = "10";

    /** Longer than a driver that has its own limit needs to say what is wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ReturningAiProperties properties;
    private final Duration patience;

    DatabaseCheck(ReturningAiProperties properties) {
        this(properties, PATIENCE);
    }

    DatabaseCheck(ReturningAiProperties properties, Duration patience) {
        this.properties = properties;
        this.patience = patience;
    }

    /** @param used the sources enabled flows read; one that none reads may stay empty */
    List<Finding> check(Set<String> used) {
        List<Finding> found = new ArrayList<>();
        found.add(state());
        properties.sources().forEach((name, source) -> {
            boolean database = source.type().equals("database");
            if (database && (!source.url().isBlank() || used.contains(name))) {
                found.add(source(name, source));
            }
        });
        used.stream()
                .filter(name -> !properties.sources().containsKey(name))
                .map(name -> Finding.fail(
                        "source " + name,
                        "settings",
                        "returning-ai.sources has none of this name",
                        "add it to config/application.yaml, or correct the route"))
                .forEach(found::add);
        return found;
    }

    private Finding state() {
        ReturningAiProperties.State state = properties.state();
        boolean embedded = state.url().isBlank();
        Path file = StateSettings.embeddedFile(properties.dataDir());
        if (embedded && !Files.exists(file)) {
            return Finding.ok("state", "database", "none yet; the first start makes " + file);
        }
        String url = embedded ? StateSettings.embeddedUrl(properties.dataDir()) : state.url();
        return open(
                "state",
                url,
                state.user(),
                state.password(),
                "check STATE_DB_URL, STATE_DB_USER and STATE_DB_PASSWORD, and that the database runs");
    }

    private Finding source(String name, ReturningAiProperties.Source source) {
        String prefix = name.toUpperCase(Locale.ROOT).replace('-', '_') + "_DB_";
        String area = "source " + name;
        if (source.url().isBlank()) {
            return Finding.fail(
                    area, "database", "it has no URL, and an enabled flow reads it", "set " + prefix + "URL");
        }
        return open(
                area,
                source.url(),
                source.user(),
                source.password(),
                "check " + prefix + "URL, " + prefix + "USER and " + prefix + "PASSWORD, and that the database runs");
    }

    private Finding open(String area, String url, String user, String password, String next) {
        String shown = Texts.shownUrl(url);
        FutureTask<Finding> look = new FutureTask<>(() -> look(area, url, user, password, next));
        Thread thread = new Thread(look, "doctor " + area);
        // A driver that hangs must not keep the process.
        thread.setDaemon(true);
        thread.start();
        try {
            return look.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Finding.fail(
                    area, "database", shown + " does not answer within " + patience.toSeconds() + " s", next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.fail(area, "database", shown + " was not looked at to the end", "look again");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Finding.fail(
                    area,
                    "database",
                    shown + " does not open (" + cause.getClass().getName() + ")",
                    next);
        }
    }

    private static Finding look(String area, String url, String user, String password, String next) {
        String shown = Texts.shownUrl(url);
        if (DriverManager.drivers().noneMatch(driver -> accepts(driver, url))) {
            return Finding.fail(
                    area, "database", "no JDBC driver here takes " + shown, next + ", and that the driver is there");
        }
        try (Connection connection = DriverManager.getConnection(looking(url), login(url, user, password))) {
            connection.setReadOnly(true);
            return Finding.ok(
                    area,
                    "database",
                    shown + " opens (" + connection.getMetaData().getDatabaseProductName() + " "
                            + connection.getMetaData().getDatabaseProductVersion() + ")");
        } catch (SQLException e) {
            return switch (e.getErrorCode()) {
                case H2_FILE_LOCKED -> Finding.ok(area, "database", shown + " is held by a process that runs");
                case H2_FILE_MISSING -> Finding.fail(area, "database", shown + " is not there", next);
                default ->
                    Finding.fail(area, "database", shown + " does not open (" + reason(e, url, password) + ")", next);
            };
        }
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            // It knows the scheme and not the rest; opening shows that.
            return true;
        }
    }

    /** What a driver says, if it is one of those that come with the product and quotes neither URL nor password. */
    private static String reason(SQLException failure, String url, String password) {
        String text = String.valueOf(failure.getMessage());
        boolean known = url.startsWith("jdbc:postgresql:") || url.startsWith("jdbc:h2:");
        boolean quotes = text.contains("jdbc:") || !password.isEmpty() && text.contains(password);
        return known && !quotes
                ? Texts.reason(failure)
                : failure.getClass().getSimpleName() + ", SQL state " + failure.getSQLState();
    }

    /** H2 would make a file that is missing. */
    private static String looking(String url) {
        boolean file = url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:mem:") && !url.startsWith("jdbc:h2:tcp:");
        String look = file && !url.contains("IFEXISTS=") ? url + ";IFEXISTS=TRUE" : url;
        return file && !url.contains("ACCESS_MODE_DATA=") ? look + ";ACCESS_MODE_DATA=r" : look;
    }

    private static Properties login(String url, String user, String password) {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        if (url.startsWith("jdbc:postgresql:")) {
            login.setProperty("connectTimeout", SECONDS);
            login.setProperty("loginTimeout", SECONDS);
            login.setProperty("socketTimeout", SECONDS);
            login.setProperty("ApplicationName", "returning-ai-routes");
        }
        return login;
    }
}
