package ai.returning.routes.support.shape;

import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** {@code true} or {@code false}. */
public final class Flag implements Shape {
    private final String description;

    Flag(String description) {
        this.description = description;
    }

    @Override
    public void check(YamlNode node, Consumer<Misfit> found) {
        if (!node.isScalar() || !node.text().matches("true|false")) {
            found.accept(new Misfit(node, Misfit.Kind.WRONG_VALUE, "this is a switch", form()));
        }
    }

    @Override
    public String form() {
        return "true or false";
    }

    @Override
    public ObjectNode schema() {
        return Schemas.about(description).put("type", "boolean");
    }
}
