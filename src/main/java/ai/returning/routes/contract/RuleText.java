package ai.returning.routes.contract;

import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Words a broken rule of a JSON Schema. The library's own texts may quote the value, which may be personal. */
final class RuleText {
    private RuleText() {}

    /**
     * @param keyword the name of the rule, such as {@code maxLength}
     * @param rule its value in the schema
     * @param schema the schema object it stands in
     */
    static String of(
            String keyword, JsonNode rule, JsonNode schema, @Nullable JsonNode value, @Nullable String property) {
        String limit = rule.asText();
        return switch (keyword) {
            case "required" -> "is missing";
            case "additionalProperties", "unevaluatedProperties" -> unknown(schema, property);
            case "type" -> "must be of type " + words(rule, " or ") + ", not " + found(value);
            case "enum", "const" -> "must be one of " + words(rule, ", ") + ", not " + found(value);
            case "maxLength" -> "must have at most " + limit + " characters and has " + length(value);
            case "minLength" -> "must have at least " + limit + " characters and has " + length(value);
            case "maximum" -> "must be at most " + limit;
            case "minimum" -> "must be at least " + limit;
            case "exclusiveMinimum" -> "must be above " + limit;
            case "exclusiveMaximum" -> "must be below " + limit;
            case "maxItems" -> "must have at most " + limit + " items";
            case "minItems" -> "must have at least " + limit + " items";
            case "minProperties" -> "must have at least " + limit + " properties";
            case "maxProperties" -> "must have at most " + limit + " properties";
            case "uniqueItems" -> "must not hold an item twice";
            case "pattern" -> "must have the form " + limit;
            case "not" -> "has a form that is not allowed" + about(schema);
            case "oneOf" -> "must fit exactly one of the allowed forms" + about(schema);
            case "anyOf" -> "must fit one of the allowed forms" + about(schema);
            default -> "breaks the rule '" + keyword + "'" + about(schema);
        };
    }

    private static String unknown(JsonNode schema, @Nullable String property) {
        List<String> known = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(known::add);
        return "is not known." + Nearest.hint(property == null ? "" : property, known) + " Known: "
                + String.join(", ", known);
    }

    private static String about(JsonNode schema) {
        String description = schema.path("description").asText();
        return description.isEmpty() ? "" : " (" + Redaction.clip(description.replaceAll("\\.$", ""), 200) + ")";
    }

    private static String words(JsonNode rule, String between) {
        return rule.isArray()
                ? StreamSupport.stream(rule.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(between))
                : rule.asText();
    }

    /** The type, and of a plain value enough to recognise it. */
    private static String found(@Nullable JsonNode value) {
        if (value == null || value.isMissingNode() || value.isNull()) {
            return "null";
        }
        String type = value.isObject() ? "object" : value.isArray() ? "array" : value.isTextual() ? "text" : "";
        return value.isContainerNode() ? type : (type + " '" + Redaction.person(value.asText()) + "'").strip();
    }

    private static int length(@Nullable JsonNode value) {
        String text = value == null ? "" : value.asText();
        return text.codePointCount(0, text.length());
    }
}
