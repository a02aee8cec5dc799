package ai.returning.routes.cli;

import ai.returning.routes.service.ReturningAiRoutesApplication;
import ai.returning.routes.service.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Plays through what commands do, so that the Java machine learns which classes to keep in its archive; the launcher
 * starts it once after a build. It plays a project that comes with the jar, in a working folder that must be empty: the
 * flows of whoever is at home may read and delete things, and nobody asked for that.
 */
final class Rehearsal {
    /** Below {@code rehearsal} on the class path. */
    private static final List<String> FILES = List.of(
            "config/application.yaml",
            "config/community-fields.yaml",
            "config/returning-ai.openapi.yaml",
            "routes/shared/stop-on-failure.camel.yaml",
            "routes/sync-customers/sync-customers.camel.yaml",
            "routes/sync-customers/sync-customers.mapping.yaml",
            "routes/sync-customers/sync-customers.sql",
            "routes/sync-customers/sync-customers.test.yaml");

    private static final List<List<String>> COMMANDS = List.of(
            List.of("--help"),
            List.of("--version"),
            List.of("run", "--help"),
            List.of("doctor", "--help"),
            List.of("operations"),
            List.of("operations", "--json"),
            List.of("runs"),
            List.of("lint"),
            List.of("test"));

    private Rehearsal() {}

    /** Needs an empty working folder, which the caller removes, and leaves nothing else behind. */
    public static void main(String[] arguments) throws IOException {
        unpack(Path.of(""));
        // Above all files and variables.
        System.setProperty("spring.profiles.active", "demo");
        System.setProperty("spring.config.location", "file:./config/");
        System.setProperty("returning-ai.data-dir", "data");
        try (PrintWriter nowhere = new PrintWriter(Writer.nullWriter())) {
            for (List<String> command : COMMANDS) {
                CommandLine line = Rai.commandLine(new Rai(() -> Settings.dataDir(), Optional::empty));
                line.setOut(nowhere);
                line.setErr(nowhere);
                line.execute(command.toArray(String[]::new));
            }
        }
        ReturningAiRoutesApplication.service().close();
        System.exit(0);
    }

    static void unpack(Path folder) throws IOException {
        try (Stream<Path> there = Files.list(folder.toAbsolutePath())) {
            if (there.findAny().isPresent()) {
                throw new FileSystemException(folder.toAbsolutePath() + " is not empty");
            }
        }
        for (String name : FILES) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            try (InputStream content = Rehearsal.class.getResourceAsStream("/rehearsal/" + name)) {
                if (content == null) {
                    throw new FileSystemException("/rehearsal/" + name + " is not in the jar");
                }
                Files.copy(content, file);
            }
        }
    }
}
