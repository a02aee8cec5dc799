package ai.returning.routes.cli;

import ai.returning.routes.contract.UserKind;
import ai.returning.routes.service.ServiceClient;
import ai.returning.routes.service.UserAccess;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Who a user is, as far as the directory knows. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Shows by which names a user is known: e-mail address, short id, user name and object id.")
final class UserCommand implements Runnable {
    private static final int COLUMNS = 6;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Rai rai;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what: show.");
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows what is known of one user, how old it is and what it rests on. Exit code 1 if nobody"
                    + " is known by this name, or it cannot be told who.")
    int show(
            @Parameters(paramLabel = "<user>", description = "E-mail address, short id, object id or user name.")
                    String user,
            @Option(
                            names = "--kind",
                            paramLabel = "K",
                            description =
                                    "What it is: email, short-id, object-id or username. Without it, it is told by"
                                            + " its form.")
                    @Nullable
                    String kind,
            @Option(
                            names = "--refresh",
                            description = "Ask the API anew, and drop what stands against this name. Look at the tenant"
                                    + " first if the user is ambiguous.")
                    boolean refresh,
            @Option(names = "--json", description = "Print one line of JSON.") boolean json) {
        ObjectNode request = Json.MAPPER.createObjectNode().put("user", user).put("refresh", refresh);
        if (kind != null) {
            UserKind.of(kind)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "'" + kind + "' is no kind of name: email, short-id, object-id or username."));
            request.put("kind", kind);
        }
        Optional<ServiceClient> service = rai.service();
        JsonNode found = service.isPresent() ? service.get().user(request) : UserAccess.ask(request);
        if (json) {
            out().println(found);
        } else {
            print(found);
        }
        return found.path("known").asBoolean()
                        && !found.path("note").path("state").asText().equals("ambiguous")
                ? 0
                : Outcome.FAILED;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void print(JsonNode found) {
        if (found.hasNonNull("why")) {
            out().println(found.path("why").asText());
        }
        JsonNode note = found.path("note");
        if (!note.isMissingNode()) {
            out().println(note.path("state").asText() + " since "
                    + note.path("at").asText() + ": " + note.path("why").asText());
        }
        if (found.path("known").asBoolean()) {
            table(found.path("names"));
        } else {
            out().println("No user is known by the " + found.path("asked").asText() + ".");
        }
        for (JsonNode closed : found.path("closed")) {
            out().println();
            out().println("closed " + closed.path("at").asText() + ": "
                    + closed.path("why").asText());
            table(closed.path("names"));
        }
    }

    private void table(JsonNode names) {
        TextTable table = new TextTable(List.of("name", "value", "by", "evidence", "age", ""), COLUMNS);
        for (JsonNode name : names) {
            table.add(List.of(
                    name.path("kind").asText(),
                    name.path("value").asText(),
                    name.path("source").asText(),
                    name.path("evidence").asText(),
                    age(Duration.ofSeconds(name.path("ageSeconds").asLong())),
                    name.path("fresh").asBoolean() ? "" : "old, asked again when needed"));
        }
        table.print(out());
    }

    private static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        return age.toHours() > 0 ? age.toHours() + " h" : age.toMinutes() + " min";
    }
}
