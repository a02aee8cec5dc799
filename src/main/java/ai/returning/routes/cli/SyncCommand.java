package ai.returning.routes.cli;

import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.component.sync.FolderFlowCatalog;
import ai.returning.routes.service.ReturningAiRoutesApplication;
import ai.returning.routes.service.RunJson;
import ai.returning.routes.service.ServiceClient;
import ai.returning.routes.sync.RunListener;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.RunRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One run of one flow, now. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description = "Runs one flow now and says what it did. Asks the running service if there is one.")
final class SyncCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Rai rai;

    @Parameters(paramLabel = "<flow>", description = "Name of the flow, such as sync-customers.")
    private String flow;

    @Option(names = "--full", description = "Send unchanged rows, too. The brakes stay.")
    private boolean full;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Stop reading after N rows. Computes no 'gone' and moves no cursor.")
    private long limit;

    @Option(names = "--confirm", paramLabel = "CODE", description = "Overrule the brake that printed this code.")
    private @Nullable String confirm;

    @Option(names = "--json", description = "Print one line of JSON on standard output and all else on standard error.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 0 || spec.commandLine().getParseResult().hasMatchedOption("--limit") && limit == 0) {
            throw new ParameterException(spec.commandLine(), "--limit must be 1 or more, not " + limit + ".");
        }
        RunReport report = run(new RunRequest(full, limit, confirm, null));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(RunJson.publicForm(report));
            Summary.print(report, spec.commandLine().getErr());
        } else {
            Summary.print(report, out);
        }
        return report.exitCode();
    }

    private RunReport run(RunRequest request) {
        try (ProgressDisplay display = ProgressDisplay.of(spec.commandLine().getErr())) {
            Optional<ServiceClient> service = rai.service();
            return service.isPresent() ? service.get().sync(flow, request, display) : oneShot(request, display);
        }
    }

    private RunReport oneShot(RunRequest request, RunListener listener) {
        FolderFlowCatalog.require(Path.of("routes"), flow);
        try (ConfigurableApplicationContext context = ReturningAiRoutesApplication.oneShot(flow)) {
            return context.getBean(FlowRunner.class).run(flow, request, listener);
        }
    }
}
