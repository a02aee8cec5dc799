package ai.returning.routes.cli;

import ai.returning.routes.service.DemoSource;
import ai.returning.routes.service.ServiceClient;
import ai.returning.routes.service.Settings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done to the demo. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Plays with the demo source.")
final class DemoCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: demo change [N].");
    }

    @Command(
            name = "change",
            mixinStandardHelpOptions = true,
            description = "Changes N customers of the demo source; the next sync sends exactly those.")
    int change(
            @Parameters(arity = "0..1", paramLabel = "N", defaultValue = "200", description = "How many (200).")
                    int count) {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "N must be 1 or more, not " + count + ".");
        }
        Path dataDir = Settings.demoDataDir();
        Optional<ServiceClient> service = ServiceClient.find(dataDir);
        int changed = service.isPresent() ? service.get().demoChange(count) : direct(dataDir, count);
        spec.commandLine()
                .getOut()
                .println("Changed " + changed + " customers of the demo source. The next sync sends them.");
        return 0;
    }

    private static int direct(Path dataDir, int count) {
        try (DemoSource source = DemoSource.open(dataDir)) {
            return source.change(count);
        }
    }
}
