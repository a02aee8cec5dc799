package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;

/** Reads single settings as the application would see them, without starting it. */
public final class Settings {
    private Settings() {}

    /** The data folder of the profiles that are active here. */
    public static Path dataDir() {
        return dataDir(new String[0]);
    }

    /** The data folder of the demo. */
    public static Path demoDataDir() {
        return dataDir(DemoGuard.PROFILE);
    }

    /**
     * The data folder of a demo that may be asked in place of a service of our own: only if no profile is chosen and
     * no real system is configured, so that a command meant for a tenant never ends in the demo.
     */
    public static Optional<Path> demoToAsk() {
        StandardEnvironment environment = environment();
        boolean real = environment.getActiveProfiles().length > 0
                || !DemoGuard.real(System.getenv()).isEmpty()
                || properties(environment).sources().values().stream()
                        .anyMatch(source -> !source.url().isBlank());
        return real ? Optional.empty() : Optional.of(demoDataDir());
    }

    /** All settings of the profiles that are active here. */
    static ReturningAiProperties properties() {
        return properties(environment());
    }

    /** All settings of the demo. */
    static ReturningAiProperties demoProperties() {
        return properties(environment(DemoGuard.PROFILE));
    }

    /** Whether the demo is the chosen profile. */
    static boolean demoChosen() {
        return environment().matchesProfiles(DemoGuard.PROFILE);
    }

    private static ReturningAiProperties properties(StandardEnvironment environment) {
        return Binder.get(environment).bindOrCreate("returning-ai", ReturningAiProperties.class);
    }

    /** A setting as text, or null if there is none. */
    public static @Nullable String text(String key) {
        return environment().getProperty(key);
    }

    /** A setting that names a file. */
    public static Path path(String key, String standard) {
        return Path.of(environment().getProperty(key, standard));
    }

    private static Path dataDir(String... profiles) {
        return Path.of(environment(profiles).getProperty("returning-ai.data-dir", "data"));
    }

    private static StandardEnvironment environment(String... profiles) {
        requireFolder(Path.of(""));
        StandardEnvironment environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(environment, null, null, profiles);
        return environment;
    }

    /** Without its settings the program would start as something else; a stray working folder is the usual cause. */
    static void requireFolder(Path folder) {
        boolean elsewhere = System.getenv().keySet().stream().anyMatch(name -> name.startsWith("SPRING_CONFIG_"));
        Path file = folder.resolve("config").resolve("application.yaml");
        if (!elsewhere && !Files.isRegularFile(file)) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    file + " is not in " + folder.toAbsolutePath()
                            + ". Start the program in the folder that holds routes/ and config/.");
        }
    }
}
