package ai.returning.routes.support.shape;

import ai.returning.routes.support.Json;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys that depend on the word under another key.
 *
 * @param key the key with the word
 * @param byWord the further keys of each word
 */
record Variants(String key, Map<String, Keys> byWord) {

    /** The keys for the word that stands there; null where it is missing or not known, which is told elsewhere. */
    @Nullable
    Keys chosen(YamlNode node) {
        for (Map.Entry<YamlNode, YamlNode> pair : node.pairs()) {
            if (pair.getKey().isScalar() && pair.getKey().text().equals(key)) {
                return pair.getValue().isScalar() ? byWord.get(pair.getValue().text()) : null;
            }
        }
        return null;
    }

    /** What may stand beside a choice; without one, whatever any word allows. */
    Map<String, Shape> here(Map<String, Shape> always, @Nullable Keys chosen) {
        if (chosen == null) {
            return all(always);
        }
        Map<String, Shape> here = new LinkedHashMap<>(always);
        here.putAll(chosen.known());
        return here;
    }

    /** The keys of all words together. */
    Map<String, Shape> all(Map<String, Shape> always) {
        Map<String, Shape> all = new LinkedHashMap<>(always);
        byWord.values().forEach(keys -> keys.known().forEach(all::putIfAbsent));
        return all;
    }

    String place() {
        return "with this " + key;
    }

    /** One if-then for each word. */
    List<ObjectNode> schemas(Map<String, Shape> always) {
        List<ObjectNode> schemas = new ArrayList<>();
        byWord.forEach((word, keys) -> {
            ObjectNode schema = Json.MAPPER.createObjectNode();
            ObjectNode when = schema.putObject("if");
            when.putObject("properties").putObject(key).put("const", word);
            when.putArray("required").add(key);
            ObjectNode then = schema.putObject("then");
            ObjectNode properties = Json.MAPPER.createObjectNode();
            keys.known().forEach((name, shape) -> properties.set(name, shape.schema()));
            if (!properties.isEmpty()) {
                then.set("properties", properties);
            }
            if (!keys.required().isEmpty()) {
                keys.required().forEach(then.putArray("required")::add);
            }
            ArrayNode names = then.putObject("propertyNames").putArray("enum");
            here(always, keys).keySet().forEach(names::add);
            schemas.add(schema);
        });
        return schemas;
    }
}
