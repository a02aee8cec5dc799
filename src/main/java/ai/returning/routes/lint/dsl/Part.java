package ai.returning.routes.lint.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of the schema, with as much of JSON Schema as the DSL makes use of. Built when it is first asked for. */
final class Part {
    private final String name;
    private final JsonNode json;
    private final Function<String, Part> definitions;

    private @Nullable Map<String, Part> properties;
    private @Nullable List<Part> oneOf;
    private @Nullable List<Part> anyOf;
    private @Nullable Set<String> required;

    Part(String name, JsonNode json, Function<String, Part> definitions) {
        this.name = name;
        this.json = json;
        this.definitions = definitions;
    }

    /** The definition this part points at, or itself. One step only: a definition that points on has keys of its own. */
    Part resolved() {
        String reference = json.path("$ref").asText();
        return reference.isEmpty() ? this : definitions.apply(reference.substring(reference.lastIndexOf('/') + 1));
    }

    /** The name of the definition without its package; empty for a part of one. */
    String name() {
        return name;
    }

    /** {@code string}, {@code object}, ...; empty for anything. */
    String type() {
        return json.path("type").asText();
    }

    boolean deprecated() {
        return json.path("deprecated").asBoolean();
    }

    boolean closed() {
        return json.path("additionalProperties").isBoolean()
                && !json.path("additionalProperties").asBoolean();
    }

    boolean single() {
        return json.path("maxProperties").asInt() == 1;
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        json.path("enum").forEach(word -> words.add(word.asText()));
        return words;
    }

    Set<String> required() {
        if (required == null) {
            required = new LinkedHashSet<>();
            for (JsonNode key : json.path("required")) {
                required.add(key.asText());
            }
        }
        return required;
    }

    Map<String, Part> properties() {
        if (properties == null) {
            properties = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : json.path("properties").properties()) {
                properties.put(entry.getKey(), new Part("", entry.getValue(), definitions));
            }
        }
        return properties;
    }

    List<Part> oneOf() {
        if (oneOf == null) {
            oneOf = parts("oneOf");
        }
        return oneOf;
    }

    List<Part> anyOf() {
        if (anyOf == null) {
            anyOf = parts("anyOf");
        }
        return anyOf;
    }

    private List<Part> parts(String key) {
        List<Part> parts = new ArrayList<>();
        json.path(key).forEach(part -> parts.add(new Part("", part, definitions)));
        return parts;
    }

    @Nullable Part not() {
        return json.has("not") ? new Part("", json.path("not"), definitions) : null;
    }

    @Nullable Part items() {
        return json.has("items") ? new Part("", json.path("items"), definitions) : null;
    }
}
