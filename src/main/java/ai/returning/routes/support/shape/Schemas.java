package ai.returning.routes.support.shape;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Begins a JSON Schema. */
final class Schemas {
    private Schemas() {}

    /** A schema with what editors show beside the value, if there is anything. */
    static ObjectNode about(String description) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        return description.isEmpty() ? schema : schema.put("description", description);
    }
}
