package ai.returning.routes.support.shape;

import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Whatever YAML can say. */
public final class Anything implements Shape {
    private final String description;

    Anything(String description) {
        this.description = description;
    }

    @Override
    public void check(YamlNode node, Consumer<Misfit> found) {
        // nothing can be wrong here
    }

    @Override
    public ObjectNode schema() {
        return Schemas.about(description);
    }
}
