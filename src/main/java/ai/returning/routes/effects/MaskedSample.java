package ai.returning.routes.effects;

import ai.returning.routes.support.Json;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.Pattern;

/** Shows the form of an event: names, figures, times and codes stay, other words keep their first letter. */
final class MaskedSample {
    private static final int MOST = 2000;
    private static final Pattern CODE = Pattern.compile("[A-Z]{1,6}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ][0-9:.]+(Z|[+-]\\d{2}:?\\d{2})?)?");

    private MaskedSample() {}

    static String of(String event) {
        try {
            return Redaction.clip(masked(Json.MAPPER.readTree(event)).toString(), MOST);
        } catch (JsonProcessingException e) {
            return "(" + event.length() + " characters that are no JSON)";
        }
    }

    private static JsonNode masked(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = Json.MAPPER.createObjectNode();
            node.properties().forEach(entry -> copy.set(Redaction.text(entry.getKey(), 100), masked(entry.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = Json.MAPPER.createArrayNode();
            node.forEach(item -> copy.add(masked(item)));
            return copy;
        }
        return node.isTextual() ? TextNode.valueOf(shown(node.asText())) : node;
    }

    private static String shown(String text) {
        boolean plain = CODE.matcher(text).matches() || TIME.matcher(text).matches();
        return plain ? text : Redaction.person(text);
    }
}
