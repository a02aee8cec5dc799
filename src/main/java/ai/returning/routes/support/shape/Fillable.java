package ai.returning.routes.support.shape;

import ai.returning.routes.support.Json;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value, or a placeholder <code>${NAME:default}</code> in its place; the default has to fit as the value does. */
public final class Fillable implements Shape {
    private static final Pattern WHOLE = Pattern.compile("\\$\\{[^:${}]+(?::([^${}]*))?}");

    private final Shape value;

    Fillable(Shape value) {
        this.value = value;
    }

    @Override
    public void check(YamlNode node, Consumer<Misfit> found) {
        if (!node.isScalar() || !node.text().contains("${")) {
            value.check(node, found);
            return;
        }
        Matcher placeholder = WHOLE.matcher(node.text());
        String standard = placeholder.matches() && placeholder.group(1) != null ? placeholder.group(1) : "";
        // An empty default says: only the environment gives it. One made of several parts is not known yet.
        if (!standard.isEmpty()) {
            value.misfits(Yaml.parse("", standard))
                    .forEach(
                            misfit -> found.accept(new Misfit(node, misfit.kind(), misfit.problem(), misfit.advice())));
        }
    }

    @Override
    public String form() {
        return value.form();
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = value.schema();
        ObjectNode either = Json.MAPPER.createObjectNode();
        if (schema.has("description")) {
            either.set("description", schema.remove("description"));
        }
        ArrayNode any = either.putArray("anyOf");
        any.add(schema);
        any.addObject().put("type", "string").put("pattern", "\\$\\{.*\\}");
        return either;
    }
}
