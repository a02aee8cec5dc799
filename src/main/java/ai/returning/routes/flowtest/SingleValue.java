package ai.returning.routes.flowtest;

import ai.returning.routes.support.Json;
import ai.returning.routes.support.YamlNode;
import ai.returning.routes.support.shape.Misfit;
import ai.returning.routes.support.shape.Shape;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/** A text, number, switch or nothing, taken as text. */
final class SingleValue implements Shape {
    @Override
    public void check(YamlNode node, Consumer<Misfit> found) {
        if (!node.isScalar()) {
            found.accept(new Misfit(node, Misfit.Kind.WRONG_VALUE, "a single value is expected here", "a text"));
        }
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("description", "A single value.");
        List.of("string", "number", "boolean", "null").forEach(schema.putArray("type")::add);
        return schema;
    }
}
