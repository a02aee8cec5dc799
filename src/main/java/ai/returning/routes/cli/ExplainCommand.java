package ai.returning.routes.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What happened, and why something did not. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Tells in the order of time what happened to a user, an effect or an event, and why not.",
        footer = {
            "",
            "examples  ./rai explain user anna@example.org",
            "          ./rai explain effect 3fa4c2d1e0aa",
            "          ./rai explain event deposit:9917"
        })
final class ExplainCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Rai rai;

    @Override
    public void run() {
        throw ledger().wrongUse("Say what: user, effect or event.");
    }

    private LedgerAsk ledger() {
        return new LedgerAsk(rai, spec);
    }

    @Command(
            name = "user",
            mixinStandardHelpOptions = true,
            description = "Events, rules, effects and quarantined rows of a user.")
    int user(
            @Parameters(paramLabel = "<id|email>", description = "Any name by which events or effects know the user.")
                    String name,
            @Option(names = "--json", description = "Print one line of JSON.") boolean json) {
        return tell("user", name, json);
    }

    @Command(
            name = "effect",
            mixinStandardHelpOptions = true,
            description = "One effect: event, rule, transitions, answers, look-ups, approvals, file and job.")
    int effect(
            @Parameters(paramLabel = "<id>", description = "The id, or its first characters.") String id,
            @Option(names = "--json", description = "Print one line of JSON.") boolean json) {
        return tell("effect", id, json);
    }

    @Command(
            name = "event",
            mixinStandardHelpOptions = true,
            description = "What all rules said of an event, and what it led to.")
    int event(
            @Parameters(paramLabel = "<key>", description = "Key of the event, or business key of a step.") String key,
            @Option(names = "--json", description = "Print one line of JSON.") boolean json) {
        return tell("event", key, json);
    }

    private int tell(String what, String name, boolean json) {
        if (name.isBlank()) {
            throw ledger().wrongUse("The " + what + " has no name.");
        }
        ObjectNode request = LedgerAsk.request("explain").put("what", what).put("name", name);
        JsonNode story = ledger().ask(request);
        if (json) {
            ledger().out().println(story);
        } else {
            StoryText.print(story, ledger().out());
        }
        return 0;
    }
}
