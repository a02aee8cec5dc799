package ai.returning.routes.cli;

import ai.returning.routes.service.ServiceClient;
import ai.returning.routes.service.Settings;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The launcher. Nothing of Spring or Camel is loaded before a command needs it. */
@Command(
        name = "rai",
        description = "Runs the routes that keep a Returning.AI community up to date.",
        mixinStandardHelpOptions = true,
        versionProvider = Rai.Version.class,
        subcommands = {
            RunCommand.class,
            SyncCommand.class,
            RunsCommand.class,
            OperationsCommand.class,
            CallCommand.class,
            LintCommand.class,
            TestCommand.class,
            LedgerCommand.class,
            UserCommand.class,
            ApprovalsCommand.class,
            QuarantineCommand.class,
            ExplainCommand.class,
            FlowsCommand.class,
            InboxCommand.class,
            WebhookCommand.class,
            DoctorCommand.class,
            EmulatorCommand.class,
            DemoCommand.class
        },
        footer = {
            "",
            "Exit codes:",
            "  0  clean",
            "  1  failed",
            "  2  wrong usage",
            "  3  finished with invalid, rejected or unverified rows",
            "  4  not started: another run is open, or a brake stopped it",
            "",
            "First steps: mvn spring-boot:run starts a demo; ./rai run --help lists all settings;",
            "./rai doctor says what a tenant still lacks."
        })
public final class Rai implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of an error, for a bug report.")
    private boolean stacktrace;

    private final Supplier<Path> dataDir;
    private final Supplier<Optional<Path>> demoDataDir;
    private final Questions questions;

    Rai(Supplier<Path> dataDir) {
        this(dataDir, Optional::empty);
    }

    /** @param demoDataDir folder of the demo, where nothing here speaks against asking it */
    Rai(Supplier<Path> dataDir, Supplier<Optional<Path>> demoDataDir) {
        this(dataDir, demoDataDir, Questions.ofTerminal());
    }

    Rai(Supplier<Path> dataDir, Supplier<Optional<Path>> demoDataDir, Questions questions) {
        this.dataDir = dataDir;
        this.demoDataDir = demoDataDir;
        this.questions = questions;
    }

    /** The main class of the jar. */
    public static void main(String[] arguments) {
        System.exit(commandLine(new Rai(() -> Settings.dataDir(), () -> Settings.demoToAsk()))
                .execute(arguments));
    }

    static CommandLine commandLine(Rai rai) {
        CommandLine line = new CommandLine(rai);
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        // A word that starts with @ is for a command to read, not a file of options.
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler(new UsageErrors());
        CommandLine run = Objects.requireNonNull(line.getSubcommands().get("run"));
        run.getCommandSpec().usageMessage().footer(EnvironmentVariables.help());
        line.setExecutionExceptionHandler((failure, command, result) -> {
            Outcome outcome = Outcome.of(failure);
            command.getErr().println(outcome.message());
            if (rai.stacktrace) {
                failure.printStackTrace(command.getErr());
            }
            return outcome.exitCode();
        });
        return line;
    }

    Questions questions() {
        return questions;
    }

    Path dataDir() {
        return dataDir.get();
    }

    /** The service to ask: that of the data folder, else a demo that runs here while no real system is configured. */
    Optional<ServiceClient> service() {
        Optional<ServiceClient> own = ServiceClient.find(dataDir());
        return own.isPresent() ? own : runningDemo();
    }

    private Optional<ServiceClient> runningDemo() {
        Optional<ServiceClient> demo = demoDataDir.get().flatMap(ServiceClient::find);
        demo.ifPresent(found -> spec.commandLine().getErr().println("(asks the demo that runs here)"));
        return demo;
    }

    /** The folder of the demo if nothing here speaks against using it. */
    Optional<Path> demoDataDir() {
        return demoDataDir.get();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Rai.class.getPackage().getImplementationVersion();
            return new String[] {"Returning.AI Routes " + (version == null ? "(from sources)" : version)};
        }
    }
}
