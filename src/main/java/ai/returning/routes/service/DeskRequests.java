package ai.returning.routes.service;

import ai.returning.routes.effects.ApprovalDesk;
import ai.returning.routes.effects.FlowSwitch;
import ai.returning.routes.effects.QuarantineDesk;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What people do with effects, as JSON: approvals, stop switch, quarantine, stories. */
final class DeskRequests {
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_WHO = 200;
    private static final int MOST_REASON = 700;

    private final EffectDesks desks;
    private final QuarantineJson quarantine;

    DeskRequests(EffectDesks desks) {
        this.desks = desks;
        this.quarantine = new QuarantineJson(desks.rows());
    }

    JsonNode answer(JsonNode request) {
        return switch (request.path("do").asText()) {
            case "approvals" -> approvals(request);
            case "approve" -> said(request, desks.approvals()::approve, false);
            case "refuse" -> said(request, desks.approvals()::refuse, true);
            case "flows" -> FlowJson.of(desks.flows().list(), desks.polls().list());
            case "flow-stop" -> stop(request);
            case "flow-start" -> start(request);
            case "quarantine" ->
                quarantine.list(
                        desks.quarantine(), flow(request), word(request, "reason"), LedgerRequests.limit(request));
            case "quarantine-show" ->
                quarantine.show(desks.quarantine(), request.path("id").asText());
            case "quarantine-replayable" ->
                ids(desks.quarantine().replayable(flow(request), word(request, "reason"), MOST_WAITING));
            case "quarantine-replay" -> replay(request);
            case "quarantine-close" ->
                quarantine.file(desks.quarantine().close(request.path("id").asText(), who(request), reason(request)));
            case "explain" -> StoryJson.of(desks, request);
            default -> throw new RaiException(ErrorCode.PARAMETER_INVALID, "The ledger is not asked like this.");
        };
    }

    private JsonNode approvals(JsonNode request) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode list = json.putArray("waiting");
        int limit = Math.min(Math.max(request.path("limit").asInt(50), 1), MOST_WAITING);
        desks.approvals().waiting(flow(request), limit).forEach(effect -> list.add(EffectJson.of(effect)));
        json.set("totals", EffectJson.totals(desks.approvals().totals(flow(request))));
        return json;
    }

    private JsonNode said(
            JsonNode request, BiFunction<List<String>, String, List<ApprovalDesk.Said>> say, boolean reasonNeeded) {
        String reason =
                reasonNeeded ? reason(request) : clip(request.path("reason").asText(), MOST_REASON);
        String why = who(request) + (reason.isBlank() ? "" : ": " + reason);
        ArrayNode list = Json.MAPPER.createArrayNode();
        say.apply(ids(request), why).forEach(one -> list.add(said(one)));
        return list;
    }

    private static ObjectNode said(ApprovalDesk.Said one) {
        ObjectNode json = one.effect() == null ? Json.MAPPER.createObjectNode() : EffectJson.of(one.effect());
        if (one.problem() != null) {
            json.put("id", one.id()).put("problem", one.problem().getMessage());
        }
        return json;
    }

    private JsonNode stop(JsonNode request) {
        String who = who(request);
        String flow = request.path("flow").asText();
        String reason = reason(request);
        FlowSwitch stop = desks.flows().stop(flow, who, reason);
        return FlowJson.of(stop)
                .put("byYou", stop.who().equals(who) && stop.reason().equals(reason));
    }

    private JsonNode start(JsonNode request) {
        Optional<FlowSwitch> stop = desks.flows().start(request.path("flow").asText(), who(request));
        return stop.map(FlowJson::of).orElseGet(Json.MAPPER::createObjectNode).put("wasStopped", stop.isPresent());
    }

    private JsonNode replay(JsonNode request) {
        String who = who(request);
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (String id : ids(request)) {
            QuarantineDesk.Replay one = quarantine.isRow(id)
                    ? quarantine.replay(id)
                    : desks.quarantine().replay(id, who);
            list.addObject()
                    .put("id", one.id())
                    .put("how", QuarantineJson.word(one.how()))
                    .put("sentence", one.sentence());
        }
        return list;
    }

    private static ArrayNode ids(List<String> ids) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        ids.forEach(list::add);
        return list;
    }

    private static List<String> ids(JsonNode request) {
        List<String> ids = new ArrayList<>();
        request.path("ids").forEach(id -> ids.add(id.asText()));
        if (ids.isEmpty()) {
            throw new RaiException(ErrorCode.PARAMETER_INVALID, "No id was given; nothing was done.");
        }
        return ids;
    }

    private static @Nullable String flow(JsonNode request) {
        return word(request, "flow");
    }

    private static @Nullable String word(JsonNode request, String key) {
        return request.path(key).textValue();
    }

    private static String reason(JsonNode request) {
        return clip(LedgerRequests.required(request, "reason"), MOST_REASON);
    }

    /** The person as their system knows them: kept with all they do. */
    private static String who(JsonNode request) {
        String who = request.path("who").asText().strip();
        return who.isEmpty() ? "somebody" : clip(who, MOST_WHO);
    }

    private static String clip(String text, int most) {
        return Redaction.clip(text, most - 1);
    }
}
