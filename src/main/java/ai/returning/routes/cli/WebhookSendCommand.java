package ai.returning.routes.cli;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.WebhookDelivery;
import ai.returning.routes.emulator.WebhookTarget;
import ai.returning.routes.service.DemoCommunity;
import ai.returning.routes.service.Settings;
import ai.returning.routes.service.WebhookTargets;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Posts an event to an endpoint of the running service, as the emulator does. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description =
                "Posts an event as the emulator makes it, with the key and the encryption of the endpoint. It is a"
                        + " real event for the routes behind it.")
final class WebhookSendCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<event>", description = "Such as user_join_server, user_visit_server or new_message.")
    private String event = "";

    @Option(
            names = "--to",
            paramLabel = "E",
            required = true,
            description = "Endpoint below returning-ai.inbox.endpoints, or a URL (plain, without a key).")
    private String to = "";

    @Option(
            names = "--user",
            paramLabel = "EMAIL",
            defaultValue = "member@example.org",
            description = "E-mail address of the user. Default: ${DEFAULT-VALUE}.")
    private String user = "";

    @Option(
            names = "--body",
            paramLabel = "JSON",
            defaultValue = "{}",
            description = "Members of the body to add or replace, as a JSON object.")
    private String body = "{}";

    @Override
    public Integer call() throws IOException {
        WebhookTarget target =
                to.matches("https?://.*") ? WebhookTarget.plain(event, to) : WebhookTargets.of(event, to);
        JsonNode more = more();
        Contract contract = Contract.load(Settings.path("returning-ai.contract", "config/returning-ai.openapi.yaml"));
        Path fields = Settings.path("returning-ai.community-fields", "config/community-fields.yaml");
        Path folder = Files.createTempDirectory("rai-webhook");
        try (Emulator emulator = Emulator.start(
                DemoCommunity.settings(contract, folder, fields, DemoCommunity.ID, () -> List.of(user)))) {
            emulator.webhook(target);
            return told(emulator.sendEvent(event, user, more), delivered(emulator));
        } finally {
            remove(folder);
        }
    }

    private JsonNode more() {
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new ParameterException(spec.commandLine(), "--body is no JSON: " + e.getOriginalMessage(), e);
        }
        throw new ParameterException(spec.commandLine(), "--body must be a JSON object.");
    }

    /** The status of the one attempt; 0 if there was no answer. */
    private static int delivered(Emulator emulator) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (emulator.deliveries().isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return emulator.deliveries().stream()
                .map(WebhookDelivery::status)
                .findFirst()
                .orElse(0);
    }

    private int told(JsonNode sent, int status) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(sent);
        out.println(
                switch (status) {
                    case 200 -> "200: it is in the inbox. ./rai inbox list shows it.";
                    case 0 -> "No answer: no service listens there, or no started route takes events.";
                    default -> status + ": refused. docs/how-to/take-webhooks-in.md says what it means.";
                });
        return status == 200 ? 0 : 1;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
