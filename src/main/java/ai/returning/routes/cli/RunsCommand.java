package ai.returning.routes.cli;

import ai.returning.routes.component.sync.FolderFlowCatalog;
import ai.returning.routes.service.PastRuns;
import ai.returning.routes.service.RunJson;
import ai.returning.routes.service.ServiceClient;
import ai.returning.routes.support.Json;
import ai.returning.routes.sync.RunReport;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The last runs and their books. */
@Command(name = "runs", mixinStandardHelpOptions = true, description = "Lists the last runs, newest first.")
final class RunsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Rai rai;

    @Parameters(arity = "0..1", paramLabel = "<flow>", description = "Only runs of this flow.")
    private @Nullable String flow;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "At most N runs (20).")
    private int limit;

    @Option(names = "--json", description = "Print one line with a JSON list.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be 1 or more, not " + limit + ".");
        }
        List<RunReport> reports = reports();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ArrayNode list = Json.MAPPER.createArrayNode();
            reports.forEach(report -> list.add(RunJson.publicForm(report)));
            out.println(list);
        } else if (reports.isEmpty()) {
            none(out);
        } else {
            RunTable.print(reports, out);
        }
        return 0;
    }

    /** An empty list has a reason: a misspelt flow, or the runs are those of a demo that does not run now. */
    private void none(PrintWriter out) {
        if (flow != null) {
            FolderFlowCatalog.require(Path.of("routes"), flow);
        }
        out.println("No run yet.");
        rai.demoDataDir()
                .filter(PastRuns::kept)
                .ifPresent(folder -> out.println("The demo has some: SPRING_PROFILES_ACTIVE=demo ./rai runs"));
    }

    private List<RunReport> reports() {
        Optional<ServiceClient> service = rai.service();
        return service.isPresent() ? service.get().runs(flow, limit) : PastRuns.recent(flow, limit);
    }
}
