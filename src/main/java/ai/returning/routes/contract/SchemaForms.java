package ai.returning.routes.contract;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** Takes the schemas of an operation out of the file and puts what they point at in place. */
final class SchemaForms {
    private static final String REF = "$ref";

    private final JsonNode root;

    /** @param root the whole file as JSON */
    SchemaForms(JsonNode root) {
        this.root = root;
    }

    Schemas read(JsonNode operation) {
        JsonNode request = follow(operation.path("requestBody")).path("content");
        return new Schemas(
                schema(request.path("application/json")),
                schema(request.path("multipart/form-data")),
                answer(operation));
    }

    private Optional<JsonNode> answer(JsonNode operation) {
        for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
            if (response.getKey().startsWith("2")) {
                return schema(follow(response.getValue()).path("content").path("application/json"));
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> schema(JsonNode content) {
        JsonNode schema = content.path("schema");
        return schema.isMissingNode() ? Optional.empty() : Optional.of(complete(schema, new ArrayDeque<>()));
    }

    private JsonNode follow(JsonNode node) {
        return node.has(REF) ? target(node) : node;
    }

    private JsonNode target(JsonNode node) {
        return root.at(JsonPointer.compile(node.get(REF).textValue().substring(1)));
    }

    /** @param open the references on the way here; one that leads back to itself accepts anything */
    private JsonNode complete(JsonNode node, Deque<String> open) {
        if (node.isArray()) {
            ArrayNode list = Json.MAPPER.createArrayNode();
            node.forEach(item -> list.add(complete(item, open)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode own = Json.MAPPER.createObjectNode();
        node.properties().forEach(entry -> {
            if (!entry.getKey().equals(REF)) {
                own.set(entry.getKey(), complete(entry.getValue(), open));
            }
        });
        return node.path(REF).isTextual() ? referred(node, own, open) : own;
    }

    private JsonNode referred(JsonNode node, ObjectNode own, Deque<String> open) {
        String ref = node.get(REF).textValue();
        if (open.contains(ref)) {
            return own;
        }
        open.push(ref);
        JsonNode target = complete(target(node), open);
        open.pop();
        if (own.isEmpty()) {
            return target;
        }
        own.withArray("/allOf").add(target);
        return own;
    }
}
