package ai.returning.routes.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operation tells about the names of a user ({@code x-rai-identity}).
 *
 * @param ask how it is asked for one user, by the name that is known, in the order of the file; empty for an operation
 *     that lists all users
 * @param shows pointers to the names: into the payload, or into an item of the list ({@code x-rai-paging})
 */
public record IdentityMark(Map<UserKind, Request> ask, Map<UserKind, String> shows) {
    /** The mark in the contract. */
    public static final String MARK = "x-rai-identity";

    /** Stands in a request for the name of the user. */
    static final String VALUE = "{value}";

    /** Parameters and body in which {@code {value}} stands for the user; a body may be missing. */
    public record Request(
            Map<String, String> parameters, @Nullable JsonNode body) {

        /** The parameters with the user in them. */
        public Map<String, String> parametersFor(String value) {
            Map<String, String> filled = new LinkedHashMap<>();
            parameters.forEach((name, text) -> filled.put(name, text.equals(VALUE) ? value : text));
            return filled;
        }

        /** The body with the user in it. */
        public Optional<JsonNode> bodyFor(String value) {
            return Optional.ofNullable(body).map(template -> fill(template, value));
        }

        private static JsonNode fill(JsonNode template, String value) {
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            if (template.isObject()) {
                ObjectNode filled = nodes.objectNode();
                template.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue(), value)));
                return filled;
            }
            if (template.isArray()) {
                ArrayNode filled = nodes.arrayNode();
                template.forEach(item -> filled.add(fill(item, value)));
                return filled;
            }
            return VALUE.equals(template.textValue()) ? nodes.textNode(value) : template;
        }
    }

    /** The mark of an operation, if it has one. The contract has checked its form when it was loaded. */
    public static Optional<IdentityMark> of(Operation operation) {
        JsonNode mark = operation.definition().path(MARK);
        if (mark.isMissingNode()) {
            return Optional.empty();
        }
        Map<UserKind, Request> ask = new LinkedHashMap<>();
        mark.path("ask")
                .properties()
                .forEach(way -> UserKind.of(way.getKey()).ifPresent(kind -> ask.put(kind, request(way.getValue()))));
        Map<UserKind, String> shows = new EnumMap<>(UserKind.class);
        mark.path("shows")
                .properties()
                .forEach(pointer -> UserKind.of(pointer.getKey())
                        .ifPresent(kind -> shows.put(kind, pointer.getValue().asText())));
        return Optional.of(new IdentityMark(Collections.unmodifiableMap(ask), Collections.unmodifiableMap(shows)));
    }

    private static Request request(JsonNode way) {
        Map<String, String> parameters = new LinkedHashMap<>();
        way.path("parameters")
                .properties()
                .forEach(
                        field -> parameters.put(field.getKey(), field.getValue().asText()));
        return new Request(Collections.unmodifiableMap(parameters), way.get("body"));
    }
}
