package ai.returning.routes.lint.dsl;

import ai.returning.routes.lint.dsl.Slip.Kind;
import ai.returning.routes.lint.dsl.Slip.Pair;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks the type of a node. As Camel does, it takes each single value as text first: quotes make no difference, and a
 * number may stand where a text is wanted.
 */
final class Scalars {
    private final Function<String, Optional<String>> fill;

    Scalars(Function<String, Optional<String>> fill) {
        this.fill = fill;
    }

    Optional<Slip> misfit(Part part, YamlNode node, @Nullable Pair pair, int level) {
        String problem = problem(part.type(), node);
        if (problem.isEmpty()) {
            return word(part.words(), node, pair, level);
        }
        return Optional.of(
                new Slip(Kind.WRONG_TYPE, node, pair, "", named(pair) + problem, advice(part, pair), level));
    }

    private String problem(String type, YamlNode node) {
        return switch (type) {
            case "object" -> node.isMap() ? "" : "takes keys with values";
            case "array" -> node.isList() ? "" : "takes a list";
            case "string" -> node.isScalar() && !node.isNull() ? "" : "takes a single value";
            case "boolean" -> fits(node, "true|false") ? "" : "takes true or false" + given(node);
            case "number" -> fits(node, "[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")
                    ? ""
                    : "takes a number" + given(node);
            default -> "";
        };
    }

    private boolean fits(YamlNode node, String form) {
        return node.isScalar()
                && fill.apply(node.text()).map(text -> text.matches(form)).orElse(true);
    }

    private Optional<Slip> word(List<String> words, YamlNode node, @Nullable Pair pair, int level) {
        String text = node.isScalar() ? fill.apply(node.text()).orElse("") : "";
        if (words.isEmpty() || text.isEmpty() || words.contains(text)) {
            return Optional.empty();
        }
        String near = Nearest.of(text, words);
        return Optional.of(new Slip(
                Kind.WRONG_TYPE,
                node,
                pair,
                "",
                named(pair) + "does not take '" + text + "'",
                near == null ? "one of " + String.join(", ", words) : near,
                level));
    }

    private String given(YamlNode node) {
        return node.isScalar() && !node.isNull()
                ? ", not '" + fill.apply(node.text()).orElse(node.text()) + "'"
                : "";
    }

    private static String named(@Nullable Pair pair) {
        return pair == null ? "this " : "'" + pair.key().text() + "' ";
    }

    private static String advice(Part part, @Nullable Pair pair) {
        String key = pair == null ? "" : pair.key().text();
        return switch (part.type()) {
            case "object" -> part.properties().isEmpty() || pair == null ? "lines with 'key: value'" : key + ": {…}";
            case "array" -> "lines with '- '";
            case "boolean" -> key + ": true or " + key + ": false";
            case "number" -> key + ": with a number";
            default -> key.isEmpty() ? "a single value" : key + ": with a value";
        };
    }
}
