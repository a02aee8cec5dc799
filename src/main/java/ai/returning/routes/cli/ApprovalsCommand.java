package ai.returning.routes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Effects that wait until a person lets them go. */
@Command(
        name = "approvals",
        mixinStandardHelpOptions = true,
        description = "Shows effects that wait for approval, lets them go or closes them. Who said it is recorded.",
        footer = {
            "",
            "examples  ./rai approvals list --flow grant-premium-currency",
            "          ./rai approvals approve 3fa4c2d1e0aa --reason \"campaign of May\"",
            "          ./rai approvals approve --all --flow grant-premium-currency",
            "          ./rai approvals refuse 3fa4c2d1e0aa --reason \"a typing error\""
        })
final class ApprovalsCommand implements Runnable {
    private static final int MOST = 10_000;
    private static final List<String> HEADER =
            List.of("id", "flow", "rule", "user", "since", "amount", "unit", "waits because");

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Rai rai;

    @Override
    public void run() {
        throw ledger().wrongUse("Say what: list, approve or refuse.");
    }

    private LedgerAsk ledger() {
        return new LedgerAsk(rai, spec);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists what waits, the oldest first.")
    int list(
            @Option(names = "--flow", paramLabel = "F", description = "Only effects of this flow.") @Nullable
                    String flow,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most N (50).")
                    int limit,
            @Option(names = "--json", description = "Print one line of JSON.") boolean json) {
        JsonNode found = waiting(flow, limit);
        if (json) {
            out().println(found);
        } else if (found.path("waiting").isEmpty()) {
            out().println("Nothing waits for approval.");
        } else {
            table(found.path("waiting"));
            out().println();
            out().println(sum(found.path("totals")) + (count(found) == 1 ? " waits." : " wait."));
        }
        return 0;
    }

    private JsonNode waiting(@Nullable String flow, int limit) {
        return ledger().ask(LedgerAsk.request("approvals").put("flow", flow).put("limit", limit));
    }

    private void table(JsonNode waiting) {
        TextTable table = new TextTable(HEADER, HEADER.size());
        for (JsonNode effect : waiting) {
            table.add(List.of(
                    LedgerAsk.shortId(effect),
                    effect.path("flow").asText(),
                    effect.path("rule").asText("-"),
                    effect.path("subject").asText(),
                    effect.path("admitted").asText(),
                    effect.path("amount").asText("-"),
                    effect.path("unit").asText("-"),
                    effect.path("reason").asText()));
        }
        table.print(out());
    }

    private static long count(JsonNode found) {
        long count = 0;
        for (JsonNode total : found.path("totals")) {
            count += total.path("count").asLong();
        }
        return count;
    }

    /** {@code 3 effects (120.5 premium_currency in 2)}. */
    private static String sum(JsonNode totals) {
        List<String> sums = new ArrayList<>();
        long count = 0;
        for (JsonNode total : totals) {
            count += total.path("count").asLong();
            if (total.has("unit")) {
                sums.add(total.path("sum").asText() + " " + total.path("unit").asText() + " in "
                        + total.path("count").asText());
            }
        }
        String effects = count + (count == 1 ? " effect" : " effects");
        return sums.isEmpty() ? effects : effects + " (" + String.join(", ", sums) + ")";
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Lets effects go. The first answer counts; one that was answered before stays as it is.")
    int approve(
            @Parameters(arity = "0..*", paramLabel = "<id>", description = "Ids, or their first characters.") @Nullable
                    List<String> ids,
            @Option(names = "--all", description = "All that wait. Shows how many and asks.") boolean all,
            @Option(names = "--flow", paramLabel = "F", description = "With --all: only those of this flow.") @Nullable
                    String flow,
            @Option(names = "--yes", description = "Do not ask.") boolean yes,
            @Option(names = "--reason", description = "Why; it is kept in the ledger.") @Nullable String reason) {
        return say("approve", "Approve", ids, all, flow, yes, reason == null ? "" : reason);
    }

    @Command(
            name = "refuse",
            mixinStandardHelpOptions = true,
            description = "Closes effects; they do not happen. The same event does not bring them back.")
    int refuse(
            @Parameters(arity = "0..*", paramLabel = "<id>", description = "Ids, or their first characters.") @Nullable
                    List<String> ids,
            @Option(names = "--all", description = "All that wait. Shows how many and asks.") boolean all,
            @Option(names = "--flow", paramLabel = "F", description = "With --all: only those of this flow.") @Nullable
                    String flow,
            @Option(names = "--yes", description = "Do not ask.") boolean yes,
            @Option(names = "--reason", required = true, description = "Why; it is kept in the ledger.")
                    String reason) {
        return say("refuse", "Refuse", ids, all, flow, yes, reason);
    }

    private int say(
            String what,
            String verb,
            @Nullable List<String> typed,
            boolean all,
            @Nullable String flow,
            boolean yes,
            String reason) {
        List<String> ids = typed == null ? List.of() : typed;
        ledger().requireOneOf(ids, all, "./rai approvals list");
        if (flow != null && !all) {
            throw ledger().wrongUse("--flow goes with --all.");
        }
        if (all) {
            ids = confirmed(verb, flow, yes);
        }
        ObjectNode request = LedgerAsk.request(what).put("reason", reason);
        return report(ledger().askForEach(request, ids));
    }

    /** Exactly those that the question was about: what comes to wait meanwhile was not seen by anybody. */
    private List<String> confirmed(String verb, @Nullable String flow, boolean yes) {
        JsonNode found = waiting(flow, MOST);
        List<String> ids = new ArrayList<>();
        found.path("waiting").forEach(effect -> ids.add(effect.path("id").asText()));
        if (!ids.isEmpty()) {
            String which = flow == null ? " of all flows" : " of flow " + flow;
            String part = ids.size() < count(found) ? " (the first " + ids.size() + " of them)" : "";
            ledger().confirm(verb + " " + sum(found.path("totals")) + which + part + "?", yes);
        }
        return ids;
    }

    private int report(List<JsonNode> answers) {
        boolean clean = true;
        for (JsonNode answer : answers) {
            boolean failed = answer.has("problem");
            clean = clean && !failed;
            out().println(
                            failed
                                    ? answer.path("problem").asText()
                                    : LedgerAsk.shortId(answer) + " is "
                                            + answer.path("state").asText() + ".");
        }
        if (answers.isEmpty()) {
            out().println("Nothing waits for approval.");
        }
        return clean ? 0 : Outcome.FAILED;
    }
}
