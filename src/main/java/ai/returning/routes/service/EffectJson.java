package ai.returning.routes.service;

import ai.returning.routes.effects.ControlTotal;
import ai.returning.routes.effects.Effect;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Effects as commands see them: values of the call are not shown, and whom it concerns only masked. */
final class EffectJson {
    private EffectJson() {}

    static ObjectNode of(Effect effect) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", effect.id())
                .put("state", effect.state().word())
                .put("effect", effect.effect())
                .put("businessKey", effect.shownKey())
                .put("subject", Redaction.person(effect.subject()))
                .put("operation", effect.operation())
                .put("flow", effect.flow())
                .put("place", effect.place())
                .put("attempt", effect.attempt())
                .put("admitted", time(effect.admittedAt()))
                .put("changed", time(effect.changedAt()))
                .put("reason", effect.reason());
        if (!effect.origin().rule().isEmpty()) {
            json.put("rule", effect.origin().rule());
        }
        effect.stake()
                .ifPresent(stake ->
                        json.put("amount", stake.amount().toPlainString()).put("unit", stake.unit()));
        return json;
    }

    static ArrayNode totals(List<ControlTotal> totals) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        totals.forEach(total -> {
            ObjectNode one = list.addObject().put("state", total.state().word()).put("count", total.count());
            total.unit()
                    .ifPresent(
                            unit -> one.put("unit", unit).put("sum", total.sum().toPlainString()));
        });
        return list;
    }

    /** Sorts what has a key {@code at}; as text, times with and without fractions would mix. */
    static Comparator<ObjectNode> oldestFirst() {
        return Comparator.comparing(one -> Instant.parse(one.path("at").asText()));
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
