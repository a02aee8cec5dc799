package ai.returning.routes.cli;

import ai.returning.routes.effects.EffectState;
import ai.returning.routes.support.Nearest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the ledger holds, whether it is whole, and what a person decides. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Shows the ledger of effects: calls that are done once for their business event.",
        footer = {
            "",
            "states  intent: will be sent; sending; ambiguous: may have happened, is looked up and not sent again;",
            "        needs-person: decide it; applied; rejected: by the API"
        })
final class LedgerCommand implements Runnable {
    private static final int WORDS = 6;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Rai rai;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what: list, show, verify, decide or retry.");
    }

    private LedgerAsk ledger() {
        return new LedgerAsk(rai, spec);
    }

    private JsonNode ask(ObjectNode request) {
        return ledger().ask(request);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists effects, the newest first.")
    int list(
            @Option(names = "--state", paramLabel = "S", description = "Only effects of this state.") @Nullable
                    String state,
            @Option(names = "--flow", paramLabel = "F", description = "Only effects of this flow.") @Nullable
                    String flow,
            @Option(
                            names = "--parked",
                            description = "Orders that did not become an effect, such as another content for a known"
                                    + " event.")
                    boolean parked,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most N (50).")
                    int limit,
            @Option(names = "--json", description = "Print one line with a JSON list.") boolean json) {
        ObjectNode request = LedgerAsk.request(parked ? "parked" : "list").put("limit", limit);
        if (state != null) {
            requireKnown(state);
            request.put("state", state);
        }
        if (flow != null) {
            request.put("flow", flow);
        }
        JsonNode found = ask(request);
        if (json) {
            out().println(found);
        } else if (found.isEmpty()) {
            out().println(parked ? "Nothing is parked." : "No such effect.");
        } else {
            table(found, parked);
        }
        return 0;
    }

    private void requireKnown(String state) {
        List<String> words =
                Arrays.stream(EffectState.values()).map(EffectState::word).toList();
        if (!words.contains(state)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + state + "' is no state." + Nearest.hint(state, words) + " States: " + String.join(", ", words)
                            + ".");
        }
    }

    private void table(JsonNode found, boolean parked) {
        List<String> columns = parked
                ? List.of("effect", "reason", "flow", "place", "at")
                : List.of("state", "effect", "businessKey", "subject", "operation", "changed");
        List<String> header = new ArrayList<>(List.of("id"));
        header.addAll(columns);
        TextTable table = new TextTable(header, WORDS + 1);
        for (JsonNode effect : found) {
            List<String> cells = new ArrayList<>(List.of(LedgerAsk.shortId(effect)));
            columns.forEach(column -> cells.add(effect.path(column).asText()));
            table.add(cells);
        }
        table.print(out());
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one effect with everything that happened to it.")
    int show(
            @Parameters(paramLabel = "<id>", description = "The id, or its first characters.") String id,
            @Option(names = "--json", description = "Print one line of JSON.") boolean json) {
        JsonNode effect = ask(LedgerAsk.request("show").put("id", id));
        if (json) {
            out().println(effect);
            return 0;
        }
        out().println(effect.path("effect").asText() + " for "
                + effect.path("businessKey").asText() + ": "
                + effect.path("state").asText());
        for (String key : List.of("id", "operation", "subject", "flow", "place", "attempt")) {
            out().println("  " + key + ": " + effect.path(key).asText());
        }
        out().println();
        for (JsonNode step : effect.path("steps")) {
            out().println("  " + step.path("at").asText() + "  "
                    + step.path("to").asText() + "  " + step.path("why").asText() + "  ("
                    + step.path("node").asText() + ")");
        }
        return 0;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description =
                    "Checks that every transition follows the one before it and every seal fits. Exit code 1 if not."
                            + " Keep the printed head elsewhere: it proves later that nothing was taken out.")
    int verify(@Option(names = "--json", description = "Print one line of JSON.") boolean json) {
        JsonNode report = ask(LedgerAsk.request("verify"));
        boolean whole = report.path("problems").isEmpty();
        if (json) {
            out().println(report);
            return whole ? 0 : Outcome.FAILED;
        }
        report.path("effects")
                .fields()
                .forEachRemaining(count -> out().println("  " + count.getKey() + ": " + count.getValue()));
        totals(report);
        out().println(report.path("transitions").asText() + " transitions, "
                + report.path("unsealed").asText("0") + " not sealed, sealed head "
                + report.path("head").asText("none"));
        report.path("problems").forEach(problem -> out().println(problem.asText()));
        out().println(whole ? "The ledger is whole." : "The ledger is NOT whole.");
        return whole ? 0 : Outcome.FAILED;
    }

    /** What moves an amount, summed; and what the counts above leave open. */
    private void totals(JsonNode report) {
        for (JsonNode total : report.path("totals")) {
            if (total.has("unit")) {
                out().println("  " + total.path("state").asText() + ": "
                        + total.path("sum").asText() + " " + total.path("unit").asText() + " in "
                        + total.path("count").asText());
            }
        }
        long open = 0;
        for (Map.Entry<String, JsonNode> count : report.path("effects").properties()) {
            open += EffectState.of(count.getKey()).isFinal()
                    ? 0
                    : count.getValue().asLong();
        }
        out().println(open + " open, "
                + report.path("effects").path(EffectState.PLANNED.word()).asLong() + " of them held for approval, "
                + report.path("effects").path(EffectState.NEEDS_PERSON.word()).asLong() + " need a person; "
                + report.path("doubleSuspected").asLong() + " may have happened twice");
    }

    @Command(
            name = "decide",
            mixinStandardHelpOptions = true,
            description = "Records what became of an effect that needs a person. not-applied sends it once more.")
    int decide(
            @Parameters(
                            paramLabel = "<id>",
                            description =
                                    "The id, or its first characters; or a file name, for all effects of the file.")
                    String id,
            @Parameters(paramLabel = "applied|not-applied", description = "What you found at the tenant.") String found,
            @Option(names = "--reason", required = true, description = "Who decides, and by what evidence.")
                    String reason) {
        if (!List.of("applied", "not-applied").contains(found)) {
            throw new ParameterException(spec.commandLine(), "'" + found + "' must be applied or not-applied.");
        }
        JsonNode effect = ask(LedgerAsk.request(id.endsWith(".csv") ? "decide-file" : "decide")
                .put("id", id)
                .put("happened", found.equals("applied"))
                .put("reason", reason));
        out().println(
                        effect.has("decided")
                                ? effect.path("decided").asInt() + " effects are decided: " + found + "."
                                : LedgerAsk.shortId(effect) + " is "
                                        + effect.path("state").asText() + ".");
        return 0;
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = "Sends an effect once more that the API refused, after its cause was mended.")
    int retry(
            @Parameters(paramLabel = "<id>", description = "The id, or its first characters.") String id,
            @Option(names = "--reason", required = true, description = "Who asks, and what was mended.")
                    String reason) {
        JsonNode effect = ask(LedgerAsk.request("retry").put("id", id).put("reason", reason));
        out().println(LedgerAsk.shortId(effect) + " is " + effect.path("state").asText() + ".");
        int overtaken = effect.path("overtaken").asInt();
        if (overtaken > 0) {
            out().println("It comes late: " + overtaken + " newer effects of the same fence happened before it.");
        }
        return 0;
    }
}
