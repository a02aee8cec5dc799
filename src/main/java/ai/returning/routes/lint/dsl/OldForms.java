package ai.returning.routes.lint.dsl;

import ai.returning.routes.lint.dsl.Slip.Kind;
import ai.returning.routes.lint.dsl.Slip.Pair;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The short forms a part takes beside the one that spells everything out. */
final class OldForms {
    private OldForms() {}

    static List<Slip> find(Part part, YamlNode node, @Nullable Pair pair, int level) {
        return Stream.concat(
                        shortValue(part, node, pair, level).stream(), bareExpression(part, node, level).stream())
                .toList();
    }

    /** {@code - to: "log:x"}, {@code simple: "${body}"}: the part takes a text or keys, of which one must be there. */
    private static Optional<Slip> shortValue(Part part, YamlNode node, @Nullable Pair pair, int level) {
        boolean textOrKeys = part.oneOf().stream().map(Part::type).toList().equals(List.of("string", "object"));
        if (!textOrKeys || !node.isScalar() || node.isNull() || pair == null || part.required().size() != 1) {
            return Optional.empty();
        }
        String name = part.required().iterator().next();
        String key = pair.key().text();
        return Optional.of(new Slip(
                Kind.SHORT,
                pair.key(),
                pair,
                name,
                "'" + key + "' with its value alone is a short form",
                key + ": with " + name + ": below it",
                level));
    }

    /** A language among the keys of a step, where the part also takes it below a key of its own. */
    private static Optional<Slip> bareExpression(Part part, YamlNode node, int level) {
        Optional<Part> languages = part.oneOf().stream()
                .map(Part::resolved)
                .filter(arm -> arm.name().equals("ExpressionDefinition"))
                .findFirst();
        Optional<String> around = part.oneOf().stream()
                .filter(arm -> arm.required().size() == 1)
                .map(arm -> arm.required().iterator().next())
                .findFirst();
        if (languages.isEmpty() || around.isEmpty() || !node.isMap()) {
            return Optional.empty();
        }
        for (Map.Entry<YamlNode, YamlNode> pair : node.pairs()) {
            String key = pair.getKey().isScalar() ? pair.getKey().text() : "";
            if (languages.get().properties().containsKey(key)) {
                Pair found = new Pair(node, pair.getKey(), pair.getValue());
                String problem = "'" + key + "' stands without " + around.get() + ": around it";
                String advice = around.get() + ": with " + key + ": below it";
                return Optional.of(
                        new Slip(Kind.BARE, pair.getKey(), found, around.get(), problem, advice, level));
            }
        }
        return Optional.empty();
    }
}
