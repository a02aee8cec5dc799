package ai.returning.routes.service;

import ai.returning.routes.crm.store.CrmWrites;
import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.InboxDesk;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What commands ask of the inbox, as JSON: in the running service and, without one, in the command itself. A body is
 * shown only on request, and whom an event concerns only masked.
 */
public final class InboxRequests {
    private static final int MOST = 1000;

    private final InboxDesk desk;
    private final CrmWrites writes;

    /** @param writes what may have been written to CRMs */
    public InboxRequests(InboxDesk desk, CrmWrites writes) {
        this.desk = desk;
        this.writes = writes;
    }

    /** @param request {@code do} and what that needs */
    JsonNode answer(JsonNode request) {
        return switch (request.path("do").asText()) {
            case "list" -> list(request);
            case "show" -> show(desk.show(id(request)), request.path("body").asBoolean());
            case "replay" -> event(desk.replay(id(request), reason(request)));
            case "replay-all" -> replayAll(request);
            case "settle" -> settle(request);
            default -> throw new RaiException(ErrorCode.PARAMETER_INVALID, "The inbox is not asked like this.");
        };
    }

    /** A person looked into the CRM: what was unclear is written, or may be written by the next attempt. */
    private JsonNode settle(JsonNode request) {
        String name = request.path("name").asText();
        String key = request.path("key").asText();
        CrmWrites.Line line = writes.find(name, key)
                .filter(found -> found.state() == CrmWrites.State.UNCLEAR)
                .orElseThrow(() -> new RaiException(
                        ErrorCode.EVENT_UNKNOWN,
                        "No write '" + name + "' of the key '" + key + "' is unclear. Take both from the reason of the"
                                + " parked event: ./rai inbox list --state parked."));
        boolean written = request.path("written").asBoolean();
        if (written) {
            writes.written(name, key, null, line.begunAt());
        } else {
            writes.forget(name, key);
        }
        return Json.MAPPER.createObjectNode().put("name", name).put("key", key).put("written", written);
    }

    private static String id(JsonNode request) {
        return request.path("id").asText();
    }

    private static String reason(JsonNode request) {
        String reason = request.path("reason").asText().strip();
        if (reason.isEmpty()) {
            throw new RaiException(ErrorCode.PARAMETER_INVALID, "A reason is needed; it is kept with the event.");
        }
        return reason;
    }

    private static @Nullable EventState state(JsonNode request) {
        return request.hasNonNull("state") ? EventState.of(request.get("state").asText()) : null;
    }

    private JsonNode list(JsonNode request) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ObjectNode counts = json.putObject("counts");
        desk.counts().forEach((state, count) -> counts.put(state.word(), count));
        ArrayNode events = json.putArray("events");
        desk.list(
                        state(request),
                        request.path("type").textValue(),
                        request.path("endpoint").textValue(),
                        request.path("since").asLong(),
                        Math.min(Math.max(request.path("limit").asInt(50), 1), MOST))
                .forEach(event -> events.add(event(event)));
        return json;
    }

    private JsonNode replayAll(JsonNode request) {
        EventState state = state(request);
        int replayed = desk.replayAll(
                state == null ? EventState.PARKED : state,
                request.path("type").textValue(),
                request.path("endpoint").textValue(),
                request.path("since").asLong(),
                reason(request));
        return Json.MAPPER.createObjectNode().put("replayed", replayed);
    }

    private static ObjectNode event(InboxEvent event) {
        String user = event.userKey();
        Long time = event.eventTime();
        return Json.MAPPER
                .createObjectNode()
                .put("id", event.id())
                .put("state", event.state().word())
                .put("type", event.type())
                .put("endpoint", event.endpoint())
                .put("user", user == null ? "" : Redaction.person(user))
                .put("attempts", event.attempts())
                .put("received", time(event.receivedAt()))
                .put("time", time == null ? "" : time(time))
                .put("due", event.dueAt() == 0 ? "" : time(event.dueAt()))
                .put("changed", time(event.changedAt()))
                .put("reason", event.reason());
    }

    private static JsonNode show(InboxEvent event, boolean withBody) {
        ObjectNode json = event(event)
                .put("key", event.key())
                .put("tenant", event.tenant())
                .put("proven", event.proven())
                .put("headers", event.headers())
                .put("bytes", event.body().length);
        if (withBody) {
            json.put("body", new String(event.body(), StandardCharsets.UTF_8));
        }
        return json;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
