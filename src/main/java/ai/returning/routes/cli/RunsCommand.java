package ai.returning.routes.cli;

import ai.returning.routes.service.ReturningAiRoutesApplication;
import ai.returning.routes.service.RunJson;
import ai.returning.routes.service.ServiceClient;
import ai.returning.routes.support.Json;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.SyncEngine;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
        List<RunReport> reports = reports();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ArrayNode list = Json.MAPPER.createArrayNode();
            reports.forEach(report -> list.add(RunJson.publicForm(report)));
            out.println(list);
        } else {
            Summary.table(reports, out);
        }
        return 0;
    }

    private List<RunReport> reports() {
        Optional<ServiceClient> service = ServiceClient.find(rai.dataDir());
        if (service.isPresent()) {
            return service.get().runs(flow, limit);
        }
        try (ConfigurableApplicationContext context = ReturningAiRoutesApplication.stateOnly()) {
            return context.getBean(SyncEngine.class).recent(flow, limit);
        }
    }
}
