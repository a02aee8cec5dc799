package ai.returning.routes.support.shape;

import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A single value taken as text. */
public final class Words implements Shape {
    private final String description;
    private final List<String> words;
    private final @Nullable Pattern pattern;
    private final String rule;
    private final boolean nothing;

    Words(String description) {
        this(description, List.of(), null, "", false);
    }

    private Words(String description, List<String> words, @Nullable Pattern pattern, String rule, boolean nothing) {
        this.description = description;
        this.words = List.copyOf(words);
        this.pattern = pattern;
        this.rule = rule;
        this.nothing = nothing;
    }

    /** Only these words. */
    public Words oneOf(List<String> allowed) {
        return new Words(description, allowed, pattern, rule, nothing);
    }

    /**
     * Only texts of this form.
     *
     * @param said the rule in words, after "it must be"
     */
    public Words like(String regex, String said) {
        return new Words(description, words, Pattern.compile(regex), said, nothing);
    }

    /** Also no value at all. */
    public Words orNothing() {
        return new Words(description, words, pattern, rule, true);
    }

    @Override
    public void check(YamlNode node, Consumer<Misfit> found) {
        if (node.isNull() && nothing) {
            return;
        }
        if (!node.isScalar() || node.isNull()) {
            found.accept(new Misfit(node, Misfit.Kind.WRONG_VALUE, "a single value is expected here", form()));
            return;
        }
        String text = node.text();
        if (!words.isEmpty() && !words.contains(text)) {
            String near = Nearest.of(text, words);
            String problem = "'" + text + "' is not one of " + String.join(", ", words);
            found.accept(new Misfit(node, Misfit.Kind.WRONG_VALUE, problem, near == null ? form() : near));
        } else if (pattern != null && !pattern.matcher(text).matches()) {
            found.accept(new Misfit(node, Misfit.Kind.WRONG_VALUE, "'" + text + "' does not fit", rule));
        }
    }

    @Override
    public String form() {
        if (words.isEmpty()) {
            return rule.isEmpty() ? "…" : rule;
        }
        return String.join(" or ", words);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.about(description);
        if (!words.isEmpty()) {
            words.forEach(schema.putArray("enum")::add);
            return schema;
        }
        ArrayNode types = schema.putArray("type").add("string");
        if (pattern == null) {
            types.add("number").add("boolean");
        } else {
            schema.put("pattern", "^(?:" + pattern.pattern() + ")$");
        }
        if (nothing) {
            types.add("null");
        }
        return schema;
    }
}
