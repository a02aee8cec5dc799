package ai.returning.routes.sync.source;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** JDBC drivers: those on board, and those of jars in a folder, for databases whose driver may not be passed on. */
final class Drivers {
    /** Beside {@code config} and {@code routes}. */
    static final Path FOLDER = Path.of("drivers");

    /** A jar is loaded once in the life of a process. */
    private static final Map<Path, List<Driver>> DROPPED_IN = new ConcurrentHashMap<>();

    private Drivers() {}

    /**
     * The driver that takes a URL.
     *
     * @throws RaiException CONFIG_INVALID if a jar of the folder cannot be loaded
     */
    static Optional<Driver> taking(String url, Path folder) {
        try {
            return Optional.of(DriverManager.getDriver(url));
        } catch (SQLException noneOnBoard) {
            return DROPPED_IN.computeIfAbsent(folder.toAbsolutePath().normalize(), Drivers::load).stream()
                    .filter(driver -> takes(driver, url))
                    .findFirst();
        }
    }

    private static boolean takes(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    private static List<Driver> load(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try {
            List<Driver> drivers = new ArrayList<>();
            ServiceLoader.load(Driver.class, new URLClassLoader(jars(folder), Drivers.class.getClassLoader()))
                    .forEach(drivers::add);
            return drivers;
        } catch (IOException | ServiceConfigurationError | LinkageError e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The JDBC drivers in " + folder + " cannot be loaded: " + e.getMessage()
                            + ". Put the driver's own jar there, whole, and one that runs on this Java.",
                    e);
        }
    }

    private static URL[] jars(Path folder) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                jars.add(jar.toUri().toURL());
            }
        }
        return jars.toArray(URL[]::new);
    }
}
