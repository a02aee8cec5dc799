package ai.returning.routes.support.shape;

import ai.returning.routes.support.Json;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The first of several shapes that fits. */
public final class Choice implements Shape {
    private final List<Shape> shapes;

    Choice(List<Shape> shapes) {
        this.shapes = shapes;
    }

    @Override
    public void check(YamlNode node, Consumer<Misfit> found) {
        List<List<Misfit>> tries =
                shapes.stream().map(shape -> shape.misfits(node)).toList();
        if (tries.stream().noneMatch(List::isEmpty)) {
            tries.stream().min(nearest(node)).orElseThrow().forEach(found);
        }
    }

    /** A misfit at the node itself means another kind was meant; one below it is the one to tell. */
    private static Comparator<List<Misfit>> nearest(YamlNode node) {
        return Comparator.<List<Misfit>, Boolean>comparing(misfits -> misfits.stream()
                        .anyMatch(misfit -> misfit.where() == node && misfit.kind() == Misfit.Kind.WRONG_VALUE))
                .thenComparing(List::size);
    }

    @Override
    public String form() {
        return shapes.stream().map(Shape::form).distinct().collect(Collectors.joining(", or "));
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        ArrayNode any = schema.putArray("anyOf");
        shapes.forEach(shape -> any.add(shape.schema()));
        return schema;
    }
}
