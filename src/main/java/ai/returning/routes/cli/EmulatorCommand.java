package ai.returning.routes.cli;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.SecurityScheme;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.service.DemoCommunity;
import ai.returning.routes.service.DemoSource;
import ai.returning.routes.service.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The offline Returning.AI alone. */
@Command(
        name = "emulator",
        mixinStandardHelpOptions = true,
        description =
                "Runs the offline Returning.AI alone, until it is stopped. Its state lies in RAI_DATA_DIR/emulator.")
final class EmulatorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Rai rai;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${env:RAI_EMULATOR_PORT:-0}",
            description = "Port on 127.0.0.1; 0 takes a free one (RAI_EMULATOR_PORT).")
    private int port;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "The users of the community instead of those of the demo: a CSV file with a column 'email',"
                    + " or - for standard input. Users it has already stay as they are.")
    private @Nullable Path users;

    @Override
    public Integer call() throws InterruptedException {
        Contract contract = Contract.load(Settings.path("returning-ai.contract", "config/returning-ai.openapi.yaml"));
        Path fields = Settings.path("returning-ai.community-fields", "config/community-fields.yaml");
        String adminToken = randomToken();
        List<String> given = users == null ? List.of() : UserFile.emails(Caller.path(users), System.in);
        Supplier<List<String>> first = users == null ? EmulatorCommand::demoEmails : List::of;
        EmulatorSettings settings = DemoCommunity.settings(contract, rai.dataDir(), fields, DemoCommunity.ID, first)
                .withPort(port)
                .withAdminToken(adminToken);
        try (Emulator emulator = Emulator.start(settings)) {
            if (users != null) {
                int added = DemoCommunity.add(emulator, given);
                spec.commandLine().getOut().println("Users added: " + added + " of " + given.size() + ".");
            }
            CountDownLatch stop = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(emulator, stop), "emulator-stop"));
            print(contract, emulator, adminToken, spec.commandLine().getOut());
            stop.await();
        }
        return 0;
    }

    private static void close(Emulator emulator, CountDownLatch stop) {
        emulator.close();
        stop.countDown();
    }

    private static List<String> demoEmails() {
        try (DemoSource source = DemoSource.inMemory()) {
            return source.knownEmails();
        }
    }

    private static String randomToken() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What a shell needs to send a service here. */
    private static void print(Contract contract, Emulator emulator, String adminToken, PrintWriter out) {
        out.println("The emulator listens on 127.0.0.1:" + emulator.port() + ". To send a service here:");
        for (String server : contract.servers().keySet()) {
            String variable = "RETURNING_AI_" + server.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
            out.println("  export " + variable + "=" + emulator.baseUrl(server));
        }
        contract.securitySchemes().values().stream()
                .map(SecurityScheme::environment)
                .distinct()
                .forEach(variable -> out.println("  export " + variable + "=" + DemoCommunity.KEY));
        out.println("  export RETURNING_AI_COMMUNITY_ID=" + DemoCommunity.ID);
        out.println();
        out.println("To make it fail, for example the second upload with 503 (docs/how-to/use-the-emulator.md):");
        out.println("  curl -H 'x-emulator-admin-token: " + adminToken + "' http://127.0.0.1:" + emulator.port()
                + "/__admin/faults \\");
        out.println("    -d '{\"operation\":\"bulkUpdateUsers\",\"nth\":2,\"then\":{\"status\":503}}'");
        out.flush();
    }
}
