package ai.returning.routes.flowtest;

import ai.returning.routes.support.Durations;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of a test file that fits its shape. */
final class Values {
    private final YamlNode node;

    Values(YamlNode node) {
        this.node = node;
    }

    YamlNode node() {
        return node;
    }

    Optional<Values> find(String key) {
        return node.find(key).filter(value -> !value.isNull()).map(Values::new);
    }

    boolean has(String key) {
        return node.find(key).isPresent();
    }

    String text(String key) {
        return find(key).map(value -> value.node.text()).orElse("");
    }

    long number(String key) {
        return find(key).map(value -> Long.parseLong(value.node.text())).orElse(0L);
    }

    boolean flag(String key) {
        return text(key).equals("true");
    }

    Duration duration(String key) {
        return Durations.read(text(key)).orElse(Duration.ZERO);
    }

    /** Any value; null where the key is missing. */
    @Nullable
    JsonNode json(String key) {
        return node.find(key).<JsonNode>map(Values::json).orElse(null);
    }

    static JsonNode json(YamlNode node) {
        return Json.MAPPER.valueToTree(node.toJava());
    }

    /** Texts by name; a value of nothing becomes an empty text. */
    Map<String, String> texts(String key) {
        return find(key).map(Values::texts).orElse(Map.of());
    }

    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        node.entries().forEach((name, value) -> texts.put(name, value.isNull() ? "" : value.text()));
        return texts;
    }

    /** Cells by column; a value of nothing is null. */
    Map<String, @Nullable String> cells() {
        Map<String, @Nullable String> cells = new LinkedHashMap<>();
        node.entries().forEach((name, value) -> cells.put(name, value.isNull() ? null : value.text()));
        return cells;
    }

    List<Values> items() {
        List<Values> items = new ArrayList<>();
        node.items().forEach(item -> items.add(new Values(item)));
        return items;
    }

    Map<String, Values> entries() {
        Map<String, Values> entries = new LinkedHashMap<>();
        node.entries().forEach((name, value) -> entries.put(name, new Values(value)));
        return entries;
    }
}
