package ai.returning.routes.service;

import ai.returning.routes.effects.Effect;
import ai.returning.routes.effects.Story;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Redaction;
import ai.returning.routes.sync.store.NotedRow;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Stories of users, effects and events as commands see them. */
final class StoryJson {
    private static final int MOST_ROWS = 50;

    private StoryJson() {}

    static JsonNode of(EffectDesks desks, JsonNode request) {
        String name = request.path("name").asText();
        return switch (request.path("what").asText()) {
            case "effect" -> of(desks.explainer().effect(name), List.of());
            case "event" -> of(desks.explainer().event(name), List.of());
            case "user" -> of(desks.explainer().user(name), rows(desks, name));
            default ->
                throw new RaiException(ErrorCode.PARAMETER_INVALID, "A user, an effect or an event can be explained.");
        };
    }

    /** Runs keep the key of a row only masked: another user may look the same. */
    private static List<NotedRow> rows(EffectDesks desks, String name) {
        List<NotedRow> found = new ArrayList<>(desks.rows().ofKey(Redaction.person(name.strip()), MOST_ROWS));
        String small = name.strip().toLowerCase(Locale.ROOT);
        if (!small.equals(name.strip())) {
            found.addAll(desks.rows().ofKey(Redaction.person(small), MOST_ROWS));
        }
        return found;
    }

    private static JsonNode of(Story story, List<NotedRow> rows) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("about", story.about());
        List<ObjectNode> moments = new ArrayList<>();
        story.moments().forEach(moment -> moments.add(moment(moment)));
        rows.forEach(row -> moments.add(moment(row)));
        moments.sort(EffectJson.oldestFirst());
        ArrayNode list = json.putArray("moments");
        moments.forEach(list::add);
        ArrayNode effects = json.putArray("effects");
        story.effects().forEach(effect -> effects.add(effect(effect)));
        ArrayNode remarks = json.putArray("remarks");
        story.remarks().forEach(remarks::add);
        return json.put("cut", story.cut());
    }

    private static ObjectNode effect(Effect effect) {
        ObjectNode json = EffectJson.of(effect);
        if (effect.answer() != null) {
            json.put("answer", Redaction.text(effect.answer(), 1000));
        }
        effect.carrier().ifPresent(carrier -> json.put("file", carrier.fileId()).put("fileRow", carrier.row() + 1));
        return json;
    }

    private static ObjectNode moment(Story.Moment moment) {
        return Json.MAPPER
                .createObjectNode()
                .put("at", EffectJson.time(moment.at()))
                .put("what", moment.what())
                .put("effect", moment.effectId())
                .put("text", moment.text())
                .put("place", moment.place())
                .put("by", moment.by());
    }

    private static ObjectNode moment(NotedRow row) {
        ObjectNode item = QuarantineJson.item(row);
        return Json.MAPPER
                .createObjectNode()
                .put("at", item.path("at").asText())
                .put("what", "row")
                .put("effect", "")
                .put(
                        "text",
                        "flow " + row.flow() + " left a row of a user who looks like this, "
                                + item.path("about").asText() + ": "
                                + item.path("why").asText())
                .put("place", "")
                .put("by", "");
    }
}
