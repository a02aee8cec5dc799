package ai.returning.routes.support.shape;

import ai.returning.routes.support.Json;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Known keys, each with a shape of its own; all others are refused. */
public final class Keys implements Shape {
    private final String description;
    private final Map<String, Shape> known;
    private final Set<String> required;

    Keys(String description) {
        this(description, Map.of(), Set.of());
    }

    private Keys(String description, Map<String, Shape> known, Set<String> required) {
        this.description = description;
        this.known = known;
        this.required = required;
    }

    /** A key that must be there. */
    public Keys need(String key, Shape shape) {
        Set<String> more = new LinkedHashSet<>(required);
        more.add(key);
        return new Keys(description, with(key, shape), more);
    }

    /** A key that may be there. */
    public Keys may(String key, Shape shape) {
        return new Keys(description, with(key, shape), required);
    }

    private Map<String, Shape> with(String key, Shape shape) {
        Map<String, Shape> more = new LinkedHashMap<>(known);
        more.put(key, shape);
        return more;
    }

    /** The names of all keys. */
    public Set<String> names() {
        return known.keySet();
    }

    @Override
    public void check(YamlNode node, Consumer<Misfit> found) {
        if (!node.isMap()) {
            String keys = String.join(", ", known.keySet());
            found.accept(new Misfit(node, Misfit.Kind.WRONG_VALUE, "keys with values are expected here", keys));
            return;
        }
        Set<String> missing = new LinkedHashSet<>(required);
        for (Map.Entry<YamlNode, YamlNode> pair : node.pairs()) {
            String key = pair.getKey().isScalar() ? pair.getKey().text() : "";
            Shape shape = known.get(key);
            missing.remove(key);
            if (shape == null) {
                found.accept(unknown(pair.getKey(), key));
            } else {
                shape.check(pair.getValue(), found);
            }
        }
        missing.forEach(key ->
                found.accept(new Misfit(node, Misfit.Kind.MISSING_KEY, "'" + key + "' is missing", key + ": …")));
    }

    private Misfit unknown(YamlNode where, String key) {
        String near = Nearest.of(key, known.keySet());
        return new Misfit(
                where,
                Misfit.Kind.UNKNOWN_KEY,
                "'" + key + "' is not known here",
                near == null ? "one of " + String.join(", ", known.keySet()) : near);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("description", description);
        ObjectNode properties = schema.put("type", "object").putObject("properties");
        known.forEach((key, shape) -> properties.set(key, shape.schema()));
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        return schema.put("additionalProperties", false);
    }
}
