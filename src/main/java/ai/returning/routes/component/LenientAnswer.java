package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.contract.Operation;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives values of an answer the types the contract names: some hosts write numbers and booleans as text. What does not
 * fit stays as it came, and fields the contract does not know stay too.
 */
final class LenientAnswer {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?");

    private final AnswerShape whole;
    private final AnswerShape payload;

    LenientAnswer(Operation operation) {
        this.whole = AnswerShape.of(operation.schemas().answer().map(List::of).orElse(List.of()));
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
        return switch (json.getNodeType()) {
            case OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                json.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>(json.size());
                json.forEach(item -> list.add(plain(item)));
                yield list;
            }
            case STRING -> json.textValue();
            case BOOLEAN -> json.booleanValue();
            case NUMBER -> json.numberValue();
            default -> null;
        };
    }

    /** Containers are changed in place: an answer is read once. */
    private static JsonNode typed(JsonNode value, AnswerShape shape) {
        if (shape.isUnknown()) {
            return value;
        }
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                field.setValue(typed(field.getValue(), shape.property(field.getKey())));
            }
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, typed(array.get(i), shape.items()));
            }
        } else if (value.isValueNode() && !value.isNull()) {
            return scalar(value, shape);
        }
        return value;
    }

    private static JsonNode scalar(JsonNode value, AnswerShape shape) {
        if (value.isTextual()) {
            return shape.may("string") ? value : unquoted(value, shape);
        }
        boolean fits = value.isNumber()
                ? shape.may("integer") || shape.may("number")
                : value.isBoolean() && shape.may("boolean");
        return shape.may("string") && !fits ? TextNode.valueOf(value.asText()) : value;
    }

    private static JsonNode unquoted(JsonNode value, AnswerShape shape) {
        String text = value.textValue();
        if (shape.may("boolean") && (text.equals("true") || text.equals("false"))) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        boolean number = shape.may("integer") && text.indexOf('.') < 0 || shape.may("number");
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

    private static AnswerShape at(AnswerShape shape, JsonPointer pointer) {
        AnswerShape found = shape;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            found = found.property(rest.getMatchingProperty());
        }
        return found;
    }
}
