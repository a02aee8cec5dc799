package ai.returning.routes.inbox;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the fields of an event stand in its body. The first place that holds a value counts.
 *
 * @param fields groups such as {@code user} with fields such as {@code id}
 * @param time when the event happened
 * @param version number that grows with each change of what the event is about
 */
public record Pointers(
        Map<String, Map<String, List<JsonPointer>>> fields, List<JsonPointer> time, List<JsonPointer> version) {

    /** @throws RaiException CONFIG_INVALID if a text is no pointer */
    public static List<JsonPointer> compile(List<String> texts) {
        return texts.stream()
                .filter(text -> !text.isBlank())
                .map(Pointers::compile)
                .toList();
    }

    private static JsonPointer compile(String text) {
        try {
            return JsonPointer.compile(text.strip());
        } catch (IllegalArgumentException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "'" + text + "' is no JSON pointer. Write it with a slash before each name, such as /user/id.",
                    e);
        }
    }

    /** The value of a field as text. */
    Optional<String> field(JsonNode json, String group, String field) {
        return first(json, fields.getOrDefault(group, Map.of()).getOrDefault(field, List.of()))
                .map(JsonNode::asText);
    }

    /** The first text, number or truth value; a place that holds something else does not count. */
    static Optional<JsonNode> first(JsonNode json, List<JsonPointer> places) {
        return places.stream()
                .map(json::at)
                .filter(node -> node.isValueNode() && !node.isNull())
                .filter(node -> !node.asText().isEmpty())
                .findFirst();
    }

    /** All groups with the fields that are there; a group without any is empty. */
    Map<String, Map<String, String>> all(JsonNode json) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        fields.forEach((group, places) -> {
            Map<String, String> found = new LinkedHashMap<>();
            places.keySet().forEach(name -> field(json, group, name).ifPresent(value -> found.put(name, value)));
            all.put(group, found);
        });
        return all;
    }
}
