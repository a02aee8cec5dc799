package ai.returning.routes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One list over all that needs a person. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = "Shows what needs a person, with the command that goes on with each.",
        footer = {
            "",
            "kinds     event         a rule could not decide it",
            "          order         it contradicts an effect of the ledger",
            "          rejected      refused by the API",
            "          needs-person  nobody knows whether it happened",
            "          double        it may have happened twice",
            "          row           the latest run of a sync left it",
            "",
            "examples  ./rai quarantine list --flow award-badges",
            "          ./rai quarantine replay 17 18",
            "          ./rai quarantine replay --all --reason unknown-user",
            "          ./rai quarantine close order-5 --reason \"the first content is right\""
        })
final class QuarantineCommand implements Runnable {
    private static final List<String> HEADER = List.of("id", "kind", "flow", "reason", "about", "since", "go on with");

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Rai rai;

    @Override
    public void run() {
        throw ledger().wrongUse("Say what: list, show, replay or close.");
    }

    private LedgerAsk ledger() {
        return new LedgerAsk(rai, spec);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists what waits, the newest first.")
    int list(
            @Option(names = "--flow", paramLabel = "F", description = "Only of this flow.") @Nullable String flow,
            @Option(names = "--reason", paramLabel = "R", description = "Only with this reason, such as unknown-user.")
                    @Nullable
                    String reason,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most N (50).")
                    int limit,
            @Option(names = "--json", description = "Print one line of JSON.") boolean json) {
        JsonNode found = ledger().ask(LedgerAsk.request("quarantine")
                .put("flow", flow)
                .put("reason", reason)
                .put("limit", limit));
        if (json) {
            out().println(found);
        } else if (found.path("items").isEmpty()) {
            out().println("Nothing needs a person.");
        } else {
            table(found.path("items"));
            out().println();
            out().println(counts(found.path("counts")));
        }
        return 0;
    }

    private void table(JsonNode items) {
        TextTable table = new TextTable(HEADER, HEADER.size());
        for (JsonNode item : items) {
            table.add(List.of(
                    item.path("id").asText(),
                    item.path("kind").asText(),
                    item.path("flow").asText(),
                    item.path("reason").asText(),
                    item.path("about").asText(),
                    item.path("at").asText(),
                    item.path("next").asText()));
        }
        table.print(out());
    }

    private static String counts(JsonNode counts) {
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, JsonNode> count : counts.properties()) {
            if (count.getValue().asLong() > 0) {
                words.add(count.getKey() + ": " + count.getValue());
            }
        }
        return "In all  " + String.join(", ", words);
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one of them with its reason and a masked sample.")
    int show(
            @Parameters(paramLabel = "<id>", description = "As the list shows it.") String id,
            @Option(names = "--json", description = "Print one line of JSON.") boolean json) {
        JsonNode item = ledger().ask(LedgerAsk.request("quarantine-show").put("id", id));
        if (json) {
            out().println(item);
            return 0;
        }
        out().println(item.path("kind").asText() + " " + item.path("id").asText() + ": "
                + item.path("about").asText());
        for (String key : List.of("flow", "reason", "why", "at", "place", "sample", "next")) {
            String text = item.path(key).asText();
            if (!text.isEmpty()) {
                out().println("  " + key + ": " + text);
            }
        }
        for (JsonNode note : item.path("notes")) {
            out().println("  " + note.path("at").asText() + "  "
                    + note.path("what").asText() + " by "
                    + note.path("who").asText()
                    + (note.path("reason").asText().isEmpty()
                            ? ""
                            : ": " + note.path("reason").asText()));
        }
        return 0;
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description =
                    "Has parked events decided again, once their cause is mended. What has happened stays as it is.")
    int replay(
            @Parameters(arity = "0..*", paramLabel = "<id>", description = "As the list shows them.") @Nullable
                    List<String> typed,
            @Option(names = "--all", description = "All parked events. Shows how many and asks.") boolean all,
            @Option(names = "--flow", paramLabel = "F", description = "With --all: only of this flow.") @Nullable
                    String flow,
            @Option(names = "--reason", paramLabel = "R", description = "With --all: only with this reason.") @Nullable
                    String reason,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        List<String> ids = typed == null ? List.of() : typed;
        ledger().requireOneOf(ids, all, "./rai quarantine list");
        if (!all && (flow != null || reason != null)) {
            throw ledger().wrongUse("--flow and --reason go with --all.");
        }
        if (all) {
            ids = confirmed(flow, reason, yes);
        }
        ObjectNode request = LedgerAsk.request("quarantine-replay");
        boolean clean = true;
        for (JsonNode answer : ledger().askForEach(request, ids)) {
            clean = clean && !answer.path("how").asText().equals("refused");
            out().println(answer.path("id").asText() + ": "
                    + answer.path("sentence").asText());
        }
        if (ids.isEmpty()) {
            out().println("No such event is parked.");
        }
        return clean ? 0 : Outcome.FAILED;
    }

    private List<String> confirmed(@Nullable String flow, @Nullable String reason, boolean yes) {
        List<String> ids = new ArrayList<>();
        ledger().ask(LedgerAsk.request("quarantine-replayable")
                        .put("flow", flow)
                        .put("reason", reason))
                .forEach(id -> ids.add(id.asText()));
        if (!ids.isEmpty()) {
            String which = (flow == null ? "" : " of flow " + flow) + (reason == null ? "" : " with reason " + reason);
            ledger().confirm(
                            "Have " + ids.size() + (ids.size() == 1 ? " event" : " events") + which + " decided again?",
                            yes);
        }
        return ids;
    }

    @Command(
            name = "close",
            mixinStandardHelpOptions = true,
            description = "Puts items away that you dealt with elsewhere. Who did it and why is kept.")
    int close(
            @Parameters(arity = "1..*", paramLabel = "<id>", description = "As the list shows them.") List<String> ids,
            @Option(names = "--reason", required = true, description = "What was done about it.") String reason) {
        for (String id : ids) {
            JsonNode item = ledger().ask(
                            LedgerAsk.request("quarantine-close").put("id", id).put("reason", reason));
            out().println(item.path("id").asText() + " is put away.");
        }
        return 0;
    }
}
