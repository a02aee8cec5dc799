package ai.returning.routes.emulator;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The admin path, for tests in other processes and for people at a terminal. It does what the methods of
 * {@link Emulator} do, and needs the token in the header {@value #TOKEN_HEADER}.
 */
final class AdminHandler {
    static final String PREFIX = "/__admin/";
    static final String TOKEN_HEADER = "x-emulator-admin-token";

    private static final long MAX_BODY = 256L << 20;
    private static final int MAX_CHANGES = 10_000;

    private final Emulator emulator;
    private final FaultScriptReader faults;
    private final @Nullable String token;

    AdminHandler(Emulator emulator, FaultScriptReader faults, @Nullable String token) {
        this.emulator = emulator;
        this.faults = faults;
        this.token = token;
    }

    HttpReply handle(HttpExchange exchange) throws IOException {
        if (!mayEnter(exchange.header(TOKEN_HEADER))) {
            int status = token == null ? 404 : 401;
            return reply(status, message("The admin path needs its token in the header " + TOKEN_HEADER));
        }
        byte[] body = exchange.readBody(MAX_BODY);
        String path = exchange.path().substring(PREFIX.length());
        try {
            JsonNode json =
                    body == null || body.length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(body);
            JsonNode answer = answer(exchange.method() + " " + path, path, exchange.query(), json);
            return answer == null ? reply(404, message("The admin path has no " + path)) : reply(200, answer);
        } catch (JsonProcessingException e) {
            return reply(400, message("Not understood: " + e.getOriginalMessage()));
        } catch (RaiException e) {
            return reply(400, message(String.valueOf(e.getMessage())));
        }
    }

    private boolean mayEnter(@Nullable String sent) {
        return token != null
                && sent != null
                && MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable JsonNode answer(String request, String path, Map<String, String> query, JsonNode body)
            throws JsonProcessingException {
        return switch (request) {
            case "GET requests" -> requests(query.get("operation"));
            case "GET applied" -> applied(query);
            case "GET jobs" -> jobs();
            case "GET faults" -> rules();
            case "POST faults" -> addRules(body);
            case "POST faults/reset" -> {
                emulator.faults().clear();
                yield rules();
            }
            case "GET knobs" -> Json.MAPPER.valueToTree(emulator.knobs());
            case "POST knobs" -> turn(body);
            case "POST clock" -> advance(body);
            case "POST seed" -> Json.MAPPER.createObjectNode().put("users", emulator.seed(seed(body)));
            case "GET webhooks/deliveries" -> Json.MAPPER.valueToTree(emulator.deliveries());
            case "POST webhooks" -> webhook(body);
            case "POST webhooks/incoming" -> incoming(body);
            case "POST webhooks/events" ->
                emulator.sendEvent(
                        body.path("event").asText(), body.path("email").asText(), body.path("body"));
            default -> request.startsWith("GET users/") ? user(path.substring("users/".length())) : null;
        };
    }

    private JsonNode webhook(JsonNode body) {
        emulator.webhook(new WebhookTarget(
                body.path("event").asText(),
                body.path("url").asText(),
                body.path("apiKey").textValue(),
                body.path("mode").asText(),
                body.path("secret").asText(),
                body.path("envelope").asText("json")));
        return message("Events '" + body.path("event").asText() + "' are posted from now on");
    }

    private JsonNode incoming(JsonNode body) {
        emulator.incoming(new IncomingSecret(
                body.path("webhook").asText(),
                body.path("mode").asText(),
                body.path("secret").asText(),
                body.path("envelope").asText("json")));
        return message("Webhook '" + body.path("webhook").asText() + "' wants encrypted bodies from now on");
    }

    private JsonNode requests(@Nullable String operation) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set("counts", Json.MAPPER.valueToTree(emulator.requests().counts()));
        ArrayNode list = answer.putArray("requests");
        List<RecordedRequest> requests = operation == null
                ? emulator.requests().all()
                : emulator.requests().of(operation);
        for (RecordedRequest request : requests) {
            list.addObject()
                    .put("operation", request.operation())
                    .put("nth", request.nth())
                    .put("time", request.time().toString())
                    .put("method", request.method())
                    .put("path", request.path())
                    .put("status", request.status())
                    .put("fileName", request.fileName())
                    .put("rows", request.rows())
                    .put("sha256", request.sha256());
        }
        return answer;
    }

    private JsonNode applied(Map<String, String> query) {
        String email = query.get("email");
        String job = query.get("job");
        AppliedRecord record = emulator.applied();
        String operation = query.get("operation");
        List<AppliedChange> changes = email != null
                ? record.of(email)
                : job != null ? record.ofJob(job) : operation != null ? record.ofOperation(operation) : record.all();
        ObjectNode answer = Json.MAPPER.createObjectNode().put("count", changes.size());
        ArrayNode list = answer.putArray("changes");
        changes.stream()
                .limit(MAX_CHANGES)
                .forEach(change -> list.addObject()
                        .put("time", change.time().toString())
                        .put("job", change.jobId())
                        .put("row", change.row())
                        .put("userId", change.userId())
                        .put("email", change.email())
                        .put("operation", change.operation())
                        .put("field", change.field())
                        .put("operator", change.operator())
                        .put("old", change.oldValue())
                        .put("new", change.newValue()));
        return answer;
    }

    private JsonNode jobs() {
        ArrayNode list = Json.MAPPER.createArrayNode();
        emulator.jobs()
                .forEach(job -> list.addObject()
                        .put("id", job.id())
                        .put("type", job.type())
                        .put("fileName", job.fileName())
                        .put("shownName", job.shownName())
                        .put("state", job.state())
                        .put("total", job.total())
                        .put("processed", job.processed())
                        .put("success", job.success())
                        .put("failed", job.failed()));
        return list;
    }

    private JsonNode rules() {
        ArrayNode list = Json.MAPPER.createArrayNode();
        emulator.faults().rules().forEach(rule -> list.add(FaultScriptReader.write(rule)));
        return list;
    }

    private JsonNode addRules(JsonNode body) {
        List<FaultRule> rules = new ArrayList<>();
        if (body.isArray()) {
            body.forEach(rule -> rules.add(faults.read(rule)));
        } else {
            rules.add(faults.read(body));
        }
        emulator.faults().add(rules.toArray(FaultRule[]::new));
        return rules();
    }

    private JsonNode turn(JsonNode body) throws JsonProcessingException {
        Knobs trial = Json.MAPPER.treeToValue(body, Knobs.class); // refuses an unknown knob before anything is turned
        try {
            Json.MAPPER.readerForUpdating(emulator.knobs()).readValue(body);
        } catch (IOException e) {
            throw new RaiException(ErrorCode.CONFIG_INVALID, "The knobs cannot be turned: " + trial + ".", e);
        }
        return Json.MAPPER.valueToTree(emulator.knobs());
    }

    private JsonNode advance(JsonNode body) {
        String text = body.path("advance").asText("");
        try {
            emulator.advance(Duration.parse(text));
        } catch (DateTimeParseException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID, "advance '" + text + "' is not a duration such as PT30S.", e);
        }
        return Json.MAPPER.createObjectNode().put("now", emulator.now().toString());
    }

    private static EmulatorSeed seed(JsonNode body) {
        List<UserField> fields = new ArrayList<>();
        for (JsonNode field : body.path("fields")) {
            String key = field.path("field").asText();
            UserField.Type type = UserField.Type.of(field.path("type").asText());
            if (key.isEmpty() || type == null) {
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        "A field of the seed needs 'field' and a 'type': single-line-text, multi-line-text, numerical,"
                                + " integer or date.");
            }
            fields.add(new UserField(key, field.path("name").asText(key), type));
        }
        List<SeedUser> users = new ArrayList<>();
        body.path("users").forEach(user -> users.add(seedUser(user)));
        return new EmulatorSeed(fields, users.stream());
    }

    private static SeedUser seedUser(JsonNode user) {
        Map<String, String> values = new HashMap<>();
        user.path("values")
                .properties()
                .forEach(value -> values.put(value.getKey(), value.getValue().asText()));
        return new SeedUser(user.path("email").asText(), user.path("username").textValue(), values);
    }

    private @Nullable JsonNode user(String idOrEmail) {
        String decoded = HttpExchange.decodePath(idOrEmail);
        return emulator.users()
                .find(decoded)
                .<JsonNode>map(Json.MAPPER::valueToTree)
                .orElse(null);
    }

    private static JsonNode message(String text) {
        return Json.MAPPER.createObjectNode().put("message", text);
    }

    private static HttpReply reply(int status, JsonNode body) {
        return HttpReply.json(status, body, Evidence.ASSUMED);
    }
}
