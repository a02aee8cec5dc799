package ai.returning.routes.service;

import ai.returning.routes.effects.EffectState;
import ai.returning.routes.effects.FlowDesk;
import ai.returning.routes.effects.FlowSwitch;
import ai.returning.routes.support.Json;
import ai.returning.routes.sync.store.PollCursors.Cursor;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Flows and their switches as commands see them. */
final class FlowJson {
    private FlowJson() {}

    /** @param polls where the polls stand; those of other flows are left out */
    static ArrayNode of(List<FlowDesk.Line> flows, List<Cursor> polls) {
        Map<String, Cursor> byFlow = polls.stream().collect(Collectors.toMap(Cursor::flow, Function.identity()));
        ArrayNode list = Json.MAPPER.createArrayNode();
        flows.forEach(line -> list.add(polled(of(line), byFlow.get(line.flow()))));
        return list;
    }

    private static ObjectNode polled(ObjectNode json, @Nullable Cursor poll) {
        if (poll != null && poll.endedAt() > 0) {
            json.put("lastPoll", EffectJson.time(poll.endedAt()));
            if (!poll.error().isEmpty()) {
                json.put("pollError", poll.error());
            }
        }
        return json;
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
