package ai.returning.routes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The stop switch of each flow. */
@Command(
        name = "flows",
        mixinStandardHelpOptions = true,
        description = "Shows the flows and what is open of each; stops one, for all processes at once.",
        footer = {
            "",
            "A stopped flow sends no effect and reads no event. Nothing is lost: it goes on",
            "where it stood.",
            "",
            "examples  ./rai flows stop award-badges --reason \"wrong badge\"",
            "          ./rai flows start award-badges"
        })
final class FlowsCommand implements Runnable {
    private static final List<String> HEADER =
            List.of("flow", "switch", "last poll", "open", "held", "needs a person", "parked");
    private static final int WORDS = 3;
    private static final Path ROUTES = Path.of("routes");

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Rai rai;

    @Override
    public void run() {
        throw ledger().wrongUse("Say what: list, stop or start.");
    }

    private LedgerAsk ledger() {
        return new LedgerAsk(rai, spec);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Lists the flows with their switch, the end of the last poll, effects that are open or held, and what is parked.")
    int list(@Option(names = "--json", description = "Print one line with a JSON list.") boolean json) {
        JsonNode flows = ledger().ask(LedgerAsk.request("flows"));
        if (json) {
            out().println(flows);
            return 0;
        }
        TextTable table = new TextTable(HEADER, WORDS);
        for (JsonNode flow : flows) {
            table.add(List.of(
                    flow.path("flow").asText(),
                    word(flow),
                    lastPoll(flow),
                    flow.path("open").asText(),
                    flow.path("held").asText(),
                    flow.path("needsPerson").asText(),
                    flow.path("parked").asText()));
        }
        table.print(out());
        flows.forEach(flow -> {
            if (flow.has("stopped")) {
                out().println(sentence(flow.path("stopped")));
            }
            if (flow.has("pollError")) {
                out().println("The last poll of " + flow.path("flow").asText() + " failed, and is tried again: "
                        + flow.path("pollError").asText());
            }
        });
        return 0;
    }

    private static String word(JsonNode flow) {
        String where = flow.path("inFolder").asBoolean() ? "" : ", not in the folder";
        return (flow.has("stopped") ? "stopped" : "on") + where;
    }

    private static String lastPoll(JsonNode flow) {
        return flow.path("lastPoll").asText() + (flow.has("pollError") ? ", failed" : "");
    }

    private static String sentence(JsonNode stop) {
        return stop.path("flow").asText() + " is stopped since "
                + stop.path("at").asText() + " by " + stop.path("who").asText() + ": "
                + stop.path("reason").asText();
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Stops a flow: from now on no process sends an effect of it. A call under way ends.")
    int stop(
            @Parameters(paramLabel = "<flow>", description = "Name of the flow.") String flow,
            @Option(names = "--reason", required = true, description = "Why; it is kept.") String reason) {
        JsonNode stop =
                ledger().ask(LedgerAsk.request("flow-stop").put("flow", flow).put("reason", reason));
        out().println(sentence(stop)
                + (stop.path("byYou").asBoolean() ? "" : " (it was stopped before, nothing was changed)"));
        if (isSync(flow)) {
            out().println("Runs of its sync go on by their schedule: the switch holds effects and events."
                    + " Without a schedule: returning-ai.routes." + flow + ".enabled=false");
        }
        return 0;
    }

    private static boolean isSync(String flow) {
        return Files.isRegularFile(ROUTES.resolve(flow).resolve(flow + ".mapping.yaml"));
    }

    @Command(name = "start", mixinStandardHelpOptions = true, description = "Lets a stopped flow go on where it stood.")
    int start(@Parameters(paramLabel = "<flow>", description = "Name of the flow.") String flow) {
        JsonNode stop = ledger().ask(LedgerAsk.request("flow-start").put("flow", flow));
        out().println(
                        stop.path("wasStopped").asBoolean()
                                ? flow + " goes on; it was stopped since "
                                        + stop.path("at").asText() + " by "
                                        + stop.path("who").asText() + ": "
                                        + stop.path("reason").asText()
                                : flow + " was not stopped.");
        return 0;
    }
}
