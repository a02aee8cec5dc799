package ai.returning.routes.cli;

import ai.returning.routes.service.InboxAccess;
import ai.returning.routes.service.ServiceClient;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Nearest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the inbox holds, and what a person does with it. */
@Command(
        name = "inbox",
        mixinStandardHelpOptions = true,
        description = "Shows the events that came in by webhook, and gives ended ones to their routes once more.",
        footer = {
            "",
            "states  received: waits for its route, or for another attempt; working; done; parked: needs a person"
        })
final class InboxCommand implements Runnable {
    private static final List<String> STATES = List.of("received", "working", "done", "parked");
    private static final List<String> COLUMNS =
            List.of("state", "type", "endpoint", "user", "attempts", "received", "reason");
    private static final int SHORT_ID = 12;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Rai rai;

    /** Which events are meant. */
    static final class Filter {
        @Option(names = "--state", paramLabel = "S", description = "Only events of this state.")
        private @Nullable String state;

        @Option(names = "--type", paramLabel = "T", description = "Only events of this type.")
        private @Nullable String type;

        @Option(names = "--endpoint", paramLabel = "E", description = "Only events of this endpoint.")
        private @Nullable String endpoint;

        @Option(
                names = "--since",
                paramLabel = "T",
                description = "Only events received since: 2h, 3d, 2026-05-18 or 2026-05-18T09:00:00Z.")
        private @Nullable String since;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what: list, show, replay or settle.");
    }

    private JsonNode ask(ObjectNode request) {
        Optional<ServiceClient> service = rai.service();
        return service.isPresent() ? service.get().inbox(request) : InboxAccess.ask(request);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ObjectNode request(String what, @Nullable Filter filter) {
        ObjectNode request = Json.MAPPER.createObjectNode().put("do", what);
        if (filter != null) {
            put(request, "state", known(filter.state));
            put(request, "type", filter.type);
            put(request, "endpoint", filter.endpoint);
            if (filter.since != null) {
                request.put("since", since(filter.since).toEpochMilli());
            }
        }
        return request;
    }

    private static void put(ObjectNode request, String key, @Nullable String value) {
        if (value != null) {
            request.put(key, value);
        }
    }

    private @Nullable String known(@Nullable String state) {
        if (state != null && !STATES.contains(state)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + state + "' is no state." + Nearest.hint(state, STATES) + " States: "
                            + String.join(", ", STATES) + ".");
        }
        return state;
    }

    private Instant since(String text) {
        try {
            if (text.matches("\\d{1,6}[smhd]")) {
                String period = text.endsWith("d") ? "P" + text.toUpperCase(java.util.Locale.ROOT) : "PT" + text;
                return Clock.systemUTC().instant().minus(Duration.parse(period));
            }
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + text + "' is no time. Write 2h, 3d, 2026-05-18 (UTC) or 2026-05-18T09:00:00Z.",
                    e);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists events, the newest first.")
    int list(
            @ArgGroup(validate = false) @Nullable Filter filter,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most N (50).")
                    int limit,
            @Option(names = "--json", description = "Print one line of JSON.") boolean json) {
        JsonNode found = ask(request("list", filter).put("limit", limit));
        if (json) {
            out().println(found);
            return 0;
        }
        List<String> counts = new ArrayList<>();
        found.path("counts")
                .properties()
                .forEach(count -> counts.add(count.getValue().asText() + " " + count.getKey()));
        out().println(counts.isEmpty() ? "The inbox is empty." : "In all: " + String.join(", ", counts) + ".");
        if (!found.path("events").isEmpty()) {
            table(found.path("events"));
        }
        return 0;
    }

    private void table(JsonNode events) {
        List<String> header = new ArrayList<>(List.of("id"));
        header.addAll(COLUMNS);
        TextTable table = new TextTable(header, header.size());
        for (JsonNode event : events) {
            List<String> cells = new ArrayList<>(List.of(shortId(event)));
            COLUMNS.forEach(column -> cells.add(event.path(column).asText("")));
            table.add(cells);
        }
        table.print(out());
    }

    private static String shortId(JsonNode event) {
        return event.path("id").asText().substring(0, SHORT_ID);
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one event.")
    int show(
            @Parameters(paramLabel = "<id>", description = "The id, or its first characters.") String id,
            @Option(names = "--body", description = "Also the body as it came; it holds personal data.") boolean body,
            @Option(names = "--json", description = "Print one line of JSON.") boolean json) {
        JsonNode event = ask(request("show", null).put("id", id).put("body", body));
        if (json) {
            out().println(event);
            return 0;
        }
        event.properties().forEach(field -> {
            String value = field.getValue().asText("");
            if (!value.isEmpty() && !value.equals("null")) {
                out().println("  " + field.getKey() + ": " + value);
            }
        });
        return 0;
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description =
                    "Gives a done or parked event to its route once more; without an id all that the options choose,"
                            + " parked ones unless --state says otherwise. Effects it caused before are not repeated: their"
                            + " business keys are the same.")
    int replay(
            @Parameters(paramLabel = "<id>", arity = "0..1", description = "The id, or its first characters.") @Nullable
                    String id,
            @ArgGroup(validate = false) @Nullable Filter filter,
            @Option(names = "--reason", required = true, description = "Who asks, and what was mended.")
                    String reason) {
        if (id != null) {
            JsonNode event = ask(request("replay", null).put("id", id).put("reason", reason));
            out().println(shortId(event) + " is " + event.path("state").asText() + ".");
            return 0;
        }
        if (filter == null) {
            throw new ParameterException(
                    spec.commandLine(), "Say which: an id, or options such as --since 2h or --state parked.");
        }
        int replayed = ask(request("replay-all", filter).put("reason", reason))
                .path("replayed")
                .asInt();
        out().println(replayed + " events are given to their routes once more.");
        return 0;
    }

    /** What a person found in the CRM. */
    static final class Found {
        @Option(names = "--written", description = "It is in the CRM; it is not written again.")
        private boolean written;

        @Option(names = "--not-written", description = "It is not there; the replay of its event writes it.")
        private boolean notWritten;
    }

    @Command(
            name = "settle",
            mixinStandardHelpOptions = true,
            description =
                    "Says what became of a write to a CRM that ended without a clear answer (RAI-3052). Look in the CRM"
                            + " first, then replay the event.")
    int settle(
            @Parameters(paramLabel = "<name>", description = "What was written, such as hubspot-note.") String name,
            @Parameters(paramLabel = "<key>", description = "Its business key, such as purchase:ORD1.") String key,
            @ArgGroup(multiplicity = "1") Found found) {
        ask(request("settle", null).put("name", name).put("key", key).put("written", found.written));
        out().println(key + (found.written ? " counts as written." : " may be written again; replay its event."));
        return 0;
    }
}
