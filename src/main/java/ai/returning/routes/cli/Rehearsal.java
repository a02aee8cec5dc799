package ai.returning.routes.cli;

import ai.returning.routes.service.ReturningAiRoutesApplication;
import ai.returning.routes.service.Settings;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/**
 * Plays through what commands do, so that the Java machine learns which classes to keep in its archive; the launcher
 * starts it once after a build. Everything it opens is a demo in a folder of its own, and it prints nothing.
 */
final class Rehearsal {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("--help"), List.of("run", "--help"), List.of("operations"), List.of("operations", "--json"));

    private Rehearsal() {}

    /** @param arguments the folder for the data of the demo, which the caller removes */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        System.setProperty("spring.profiles.active", "demo");
        System.setProperty("returning-ai.data-dir", folder.toString());
        System.setProperty("returning-ai.run-at-start", "");
        System.setProperty("returning-ai.schedule.enabled", "false");
        System.setProperty("server.port", "0");
        System.setProperty("logging.level.root", "OFF");
        System.setProperty("logging.level.ai.returning.routes", "OFF");
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
}
