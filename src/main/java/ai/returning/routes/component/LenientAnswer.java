package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives values of an answer the types the contract names: some hosts write numbers and booleans as text. What does not
 * fit stays as it came, and fields the contract does not know stay too.
 */
final class LenientAnswer {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?");

    private final List<JsonNode> whole;
    private final List<JsonNode> payload;

    LenientAnswer(Operation operation) {
        this.whole = operation.schemas().answer().map(List::of).orElse(List.of());
        this.payload = at(whole, JsonPointer.compile(operation.envelope().payload()));
    }

    JsonNode payload(Answer answer) {
        return typed(answer.payload(), payload);
    }

    JsonNode whole(Answer answer) {
        return typed(answer.whole(), whole);
    }

    /** Maps and lists, so that {@code ${body[field]}} works in a route. */
    static @Nullable Object plain(JsonNode json) {
        return json.isMissingNode() || json.isNull() ? null : Json.MAPPER.convertValue(json, Object.class);
    }

    /** Containers are changed in place: an answer is read once. */
    private static JsonNode typed(JsonNode value, List<JsonNode> schemas) {
        if (schemas.isEmpty()) {
            return value;
        }
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                field.setValue(typed(field.getValue(), property(schemas, field.getKey())));
            }
        } else if (value instanceof ArrayNode array) {
            List<JsonNode> items = parts(schemas, "items");
            for (int i = 0; i < array.size(); i++) {
                array.set(i, typed(array.get(i), items));
            }
        } else if (value.isValueNode() && !value.isNull()) {
            return scalar(value, types(schemas));
        }
        return value;
    }

    private static JsonNode scalar(JsonNode value, Set<String> types) {
        if (value.isTextual() && !types.contains("string")) {
            return unquoted(value, types);
        }
        boolean text = types.contains("string") && types.stream().noneMatch(type -> fits(value, type));
        return text ? TextNode.valueOf(value.asText()) : value;
    }

    private static JsonNode unquoted(JsonNode value, Set<String> types) {
        String text = value.textValue();
        if (types.contains("boolean") && (text.equals("true") || text.equals("false"))) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        boolean number = types.contains("integer") && text.indexOf('.') < 0 || types.contains("number");
        return number && NUMBER.matcher(text).matches() ? number(text) : value;
    }

    private static JsonNode number(String text) {
        BigDecimal number = new BigDecimal(text);
        if (text.indexOf('.') >= 0) {
            return DecimalNode.valueOf(number);
        }
        return text.length() < 10
                ? JsonNodeFactory.instance.numberNode(number.intValueExact())
                : text.length() < 19
                        ? JsonNodeFactory.instance.numberNode(number.longValueExact())
                        : JsonNodeFactory.instance.numberNode(number.toBigIntegerExact());
    }

    private static boolean fits(JsonNode value, String type) {
        return switch (type) {
            case "integer", "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> false;
        };
    }

    private static Set<String> types(List<JsonNode> schemas) {
        Set<String> types = new HashSet<>();
        for (JsonNode schema : flat(schemas)) {
            JsonNode type = schema.path("type");
            if (type.isTextual()) {
                types.add(type.textValue());
            }
            type.forEach(one -> types.add(one.asText()));
        }
        return types;
    }

    private static List<JsonNode> at(List<JsonNode> schemas, JsonPointer pointer) {
        List<JsonNode> found = schemas;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            found = property(found, rest.getMatchingProperty());
        }
        return found;
    }

    private static List<JsonNode> property(List<JsonNode> schemas, String name) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode schema : flat(schemas)) {
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

    private static List<JsonNode> parts(List<JsonNode> schemas, String keyword) {
        return flat(schemas).stream()
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
