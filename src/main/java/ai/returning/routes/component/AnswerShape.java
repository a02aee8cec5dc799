package ai.returning.routes.component;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the contract says about a value of an answer: its types and its parts. Read from the schema once. */
final class AnswerShape {
    static final AnswerShape UNKNOWN = new AnswerShape(List.of());

    private final Set<String> types;
    private final Map<String, AnswerShape> properties = new HashMap<>();
    /** Null where the contract says nothing. */
    private final @Nullable AnswerShape others;

    private final @Nullable AnswerShape items;

    private AnswerShape(List<JsonNode> schemas) {
        List<JsonNode> parts = flat(schemas);
        Set<String> names = new HashSet<>();
        this.types = types(parts);
        for (JsonNode schema : parts) {
            schema.path("properties").fieldNames().forEachRemaining(names::add);
        }
        names.forEach(name -> properties.put(name, of(property(parts, name))));
        this.others = orNull(objects(parts, "additionalProperties"));
        this.items = orNull(objects(parts, "items"));
    }

    static AnswerShape of(List<JsonNode> schemas) {
        return schemas.isEmpty() ? UNKNOWN : new AnswerShape(schemas);
    }

    boolean isUnknown() {
        return this == UNKNOWN;
    }

    private static @Nullable AnswerShape orNull(List<JsonNode> schemas) {
        return schemas.isEmpty() ? null : new AnswerShape(schemas);
    }

    AnswerShape property(String name) {
        AnswerShape property = properties.get(name);
        return property != null ? property : orUnknown(others);
    }

    AnswerShape items() {
        return orUnknown(items);
    }

    boolean may(String type) {
        return types.contains(type);
    }

    private static AnswerShape orUnknown(@Nullable AnswerShape shape) {
        return shape == null ? UNKNOWN : shape;
    }

    private static Set<String> types(List<JsonNode> schemas) {
        Set<String> types = new HashSet<>();
        for (JsonNode schema : schemas) {
            JsonNode type = schema.path("type");
            if (type.isTextual()) {
                types.add(type.textValue());
            }
            type.forEach(one -> types.add(one.asText()));
        }
        return Set.copyOf(types);
    }

    private static List<JsonNode> property(List<JsonNode> schemas, String name) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode schema : schemas) {
            JsonNode property = schema.path("properties").path(name);
            JsonNode other = schema.path("additionalProperties");
            if (property.isObject()) {
                found.add(property);
            } else if (other.isObject()) {
                found.add(other);
            }
        }
        return found;
    }

    private static List<JsonNode> objects(List<JsonNode> schemas, String keyword) {
        return schemas.stream()
                .map(schema -> schema.path(keyword))
                .filter(JsonNode::isObject)
                .toList();
    }

    /** The schemas and all they are made of by {@code allOf}. */
    private static List<JsonNode> flat(List<JsonNode> schemas) {
        List<JsonNode> flat = new ArrayList<>();
        for (JsonNode schema : schemas) {
            flat.add(schema);
            List<JsonNode> all = new ArrayList<>();
            schema.path("allOf").forEach(all::add);
            flat.addAll(flat(all));
        }
        return flat;
    }
}
