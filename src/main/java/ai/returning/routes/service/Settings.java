package ai.returning.routes.service;

import java.nio.file.Path;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
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

    /** A setting that names a file. */
    public static Path path(String key, String standard) {
        return Path.of(environment().getProperty(key, standard));
    }

    private static Path dataDir(String... profiles) {
        return Path.of(environment(profiles).getProperty("returning-ai.data-dir", "data"));
    }

    private static StandardEnvironment environment(String... profiles) {
        StandardEnvironment environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(environment, null, null, profiles);
        return environment;
    }
}
