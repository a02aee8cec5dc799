package ai.returning.routes.support.shape;

import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A number within limits. */
public final class Amount implements Shape {
    private final String description;
    private final boolean whole;
    private final @Nullable BigDecimal least;
    private final @Nullable BigDecimal most;

    Amount(String description, boolean whole) {
        this(description, whole, null, null);
    }

    private Amount(String description, boolean whole, @Nullable BigDecimal least, @Nullable BigDecimal most) {
        this.description = description;
        this.whole = whole;
        this.least = least;
        this.most = most;
    }

    /** Not below. */
    public Amount atLeast(long limit) {
        return new Amount(description, whole, BigDecimal.valueOf(limit), most);
    }

    /** Not above. */
    public Amount atMost(long limit) {
        return new Amount(description, whole, least, BigDecimal.valueOf(limit));
    }

    @Override
    public void check(YamlNode node, Consumer<Misfit> found) {
        BigDecimal value = value(node);
        if (value == null || least != null && value.compareTo(least) < 0 || most != null && value.compareTo(most) > 0) {
            found.accept(new Misfit(node, Misfit.Kind.WRONG_VALUE, "'" + said(node) + "' does not fit", form()));
        }
    }

    private @Nullable BigDecimal value(YamlNode node) {
        String form = whole ? "[-+]?\\d{1,18}" : "[-+]?(\\d{1,30}\\.?\\d{0,30}|\\.\\d{1,30})([eE][-+]?\\d{1,3})?";
        return node.isScalar() && node.text().matches(form) ? new BigDecimal(node.text()) : null;
    }

    private static String said(YamlNode node) {
        return node.isScalar() ? node.text() : node.isList() ? "a list" : "a map";
    }

    @Override
    public String form() {
        return (whole ? "a whole number" : "a number")
                + (least == null ? "" : " from " + least.toPlainString() + (most == null ? " on" : ""))
                + (most == null ? "" : (least == null ? " up to " : " to ") + most.toPlainString());
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.about(description);
        schema.put("type", whole ? "integer" : "number");
        if (least != null) {
            schema.put("minimum", least);
        }
        if (most != null) {
            schema.put("maximum", most);
        }
        return schema;
    }
}
