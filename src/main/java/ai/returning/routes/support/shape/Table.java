package ai.returning.routes.support.shape;

import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Keys the writer chooses, with values of one shape. */
public final class Table implements Shape {
    private final String description;
    private final Shape value;

    Table(String description, Shape value) {
        this.description = description;
        this.value = value;
    }

    @Override
    public void check(YamlNode node, Consumer<Misfit> found) {
        if (!node.isMap()) {
            found.accept(new Misfit(node, Misfit.Kind.WRONG_VALUE, "keys with values are expected here", ""));
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Map.Entry<YamlNode, YamlNode> pair : node.pairs()) {
            YamlNode key = pair.getKey();
            if (!key.isScalar()) {
                found.accept(new Misfit(key, Misfit.Kind.WRONG_VALUE, "a plain name is expected as key", "name: …"));
            } else if (!seen.add(key.text())) {
                found.accept(Misfit.twice(key));
            } else {
                value.check(pair.getValue(), found);
            }
        }
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.about(description);
        schema.put("type", "object").set("additionalProperties", value.schema());
        return schema;
    }
}
