package ai.returning.routes.service;

import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.LedgerAudit;
import ai.returning.routes.effects.LedgerDesk;
import ai.returning.routes.effects.Transition;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What commands ask of the ledger, as JSON: in the running service and, without one, in the command itself. Values of
 * the call are not shown, and whom it concerns only masked.
 */
final class LedgerRequests {
    private static final int MOST = 1000;

    private final LedgerDesk desk;
    private final DeskRequests people;

    LedgerRequests(EffectDesks desks) {
        this.desk = desks.ledger();
        this.people = new DeskRequests(desks);
    }

    /** @param request {@code do} and what that needs */
    JsonNode answer(JsonNode request) {
        String id = request.path("id").asText();
        return switch (request.path("do").asText()) {
            case "list" -> list(request);
            case "parked" -> parked(request);
            case "show" -> file(desk.show(id));
            case "verify" -> report(desk.verify());
            case "decide-file" ->
                Json.MAPPER
                        .createObjectNode()
                        .put(
                                "decided",
                                desk.decideFile(id, request.path("happened").asBoolean(), required(request, "reason")));
            case "decide" ->
                EffectJson.of(desk.decide(id, request.path("happened").asBoolean(), required(request, "reason")));
            case "retry" -> retry(desk.retry(id, required(request, "reason")));
            default -> people.answer(request);
        };
    }

    static String required(JsonNode request, String key) {
        String text = request.path(key).asText().strip();
        if (text.isEmpty()) {
            throw new RaiException(ErrorCode.PARAMETER_INVALID, "A " + key + " is needed; it is kept in the ledger.");
        }
        return text;
    }

    private JsonNode list(JsonNode request) {
        EffectState state = request.hasNonNull("state")
                ? EffectState.of(request.get("state").asText())
                : null;
        String flow = request.path("flow").textValue();
        ArrayNode list = Json.MAPPER.createArrayNode();
        desk.list(flow, state, limit(request)).forEach(effect -> list.add(EffectJson.of(effect)));
        return list;
    }

    private JsonNode parked(JsonNode request) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        desk.parked(limit(request)).forEach(order -> list.add(parked(order)));
        return list;
    }

    static int limit(JsonNode request) {
        return Math.min(Math.max(request.path("limit").asInt(50), 1), MOST);
    }

    private static ObjectNode parked(ParkedStore.Parked order) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", order.effectId())
                .put("effect", order.effect())
                .put("flow", order.flow())
                .put("place", order.place())
                .put("reason", order.reason())
                .put("sentence", order.sentence())
                .put("at", EffectJson.time(order.at()));
    }

    private static JsonNode retry(LedgerDesk.Retry retry) {
        return EffectJson.of(retry.effect()).put("overtaken", retry.overtaken());
    }

    private static JsonNode file(LedgerDesk.File file) {
        ObjectNode json = EffectJson.of(file.effect());
        ArrayNode steps = json.putArray("steps");
        file.steps().forEach(step -> steps.add(step(step)));
        return json;
    }

    private static ObjectNode step(Transition step) {
        return Json.MAPPER
                .createObjectNode()
                .put("at", EffectJson.time(step.at()))
                .put("from", step.from().word())
                .put("to", step.to().word())
                .put("attempt", step.attempt())
                .put("node", step.node())
                .put("why", step.why());
    }

    private static JsonNode report(LedgerAudit.Report report) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ObjectNode counts = json.putObject("effects");
        report.counts().forEach((state, count) -> counts.put(state.word(), count));
        json.put("transitions", report.transitions())
                .put("unsealed", report.unsealed())
                .put("head", report.head());
        ArrayNode problems = json.putArray("problems");
        report.problems().forEach(problems::add);
        json.set("totals", EffectJson.totals(report.totals()));
        json.put("doubleSuspected", report.doubles());
        return json;
    }
}
