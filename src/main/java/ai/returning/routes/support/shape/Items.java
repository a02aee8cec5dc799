package ai.returning.routes.support.shape;

import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** A list of items of one shape. */
public final class Items implements Shape {
    private final String description;
    private final Shape item;
    private final boolean empty;

    Items(String description, Shape item) {
        this(description, item, true);
    }

    private Items(String description, Shape item, boolean empty) {
        this.description = description;
        this.item = item;
        this.empty = empty;
    }

    /** With at least one item. */
    public Items notEmpty() {
        return new Items(description, item, false);
    }

    @Override
    public void check(YamlNode node, Consumer<Misfit> found) {
        if (!node.isList()) {
            found.accept(new Misfit(node, Misfit.Kind.WRONG_VALUE, "a list is expected here", "lines with '- '"));
        } else if (!empty && node.items().isEmpty()) {
            found.accept(new Misfit(node, Misfit.Kind.WRONG_VALUE, "the list is empty", "at least one item"));
        } else {
            node.items().forEach(one -> item.check(one, found));
        }
    }

    @Override
    public String form() {
        return "[" + item.form() + "]";
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.about(description);
        schema.put("type", "array").set("items", item.schema());
        if (!empty) {
            schema.put("minItems", 1);
        }
        return schema;
    }
}
