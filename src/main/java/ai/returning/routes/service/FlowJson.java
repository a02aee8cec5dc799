package ai.returning.routes.service;

import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.FlowDesk;
import ai.returning.routes.effects.FlowSwitch;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Flows and their switches as commands see them. */
final class FlowJson {
    private FlowJson() {}

    static ArrayNode of(List<FlowDesk.Line> flows) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        flows.forEach(line -> list.add(of(line)));
        return list;
    }

    private static ObjectNode of(FlowDesk.Line line) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("flow", line.flow())
                .put("inFolder", line.inFolder())
                .put(
                        "open",
                        line.open().values().stream().mapToLong(Long::longValue).sum())
                .put("held", line.open().getOrDefault(EffectState.PLANNED, 0L))
                .put("needsPerson", line.open().getOrDefault(EffectState.NEEDS_PERSON, 0L))
                .put("parked", line.parked());
        line.stop().ifPresent(stop -> json.set("stopped", of(stop)));
        return json;
    }

    static ObjectNode of(FlowSwitch stop) {
        return Json.MAPPER
                .createObjectNode()
                .put("flow", stop.flow())
                .put("at", EffectJson.time(stop.at()))
                .put("who", stop.who())
                .put("reason", stop.reason());
    }
}
