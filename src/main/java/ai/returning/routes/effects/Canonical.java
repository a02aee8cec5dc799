package ai.returning.routes.effects;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;

/** JSON with its keys in order, so that equal contents have equal texts. */
final class Canonical {
    private Canonical() {}

    static JsonNode of(JsonNode node) {
        if (node.isObject()) {
            ObjectNode sorted = Json.MAPPER.createObjectNode();
            TreeSet<String> names = new TreeSet<>();
            node.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> sorted.set(name, of(node.get(name))));
            return sorted;
        }
        if (node.isArray()) {
            ArrayNode items = Json.MAPPER.createArrayNode();
            node.forEach(item -> items.add(of(item)));
            return items;
        }
        return node;
    }
}
