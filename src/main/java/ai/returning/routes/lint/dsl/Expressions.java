package ai.returning.routes.lint.dsl;

import ai.returning.routes.lint.dsl.Slip.Kind;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Expressions that are not there. The schema lets each be left out, and Camel then does not start. */
final class Expressions {
    private static final String LANGUAGES = "ExpressionDefinition";

    /** Parts that do without. */
    private static final Set<String> OPTIONAL =
            Set.of("SortDefinition", "PredicateValidatorDefinition", "ServiceCallConfigurationDefinition");

    private Expressions() {}

    /** A step that takes an expression and has none. */
    static Optional<Slip> missing(Part part, YamlNode node, int level) {
        Optional<Part> languages = OPTIONAL.contains(part.name())
                ? Optional.empty()
                : part.anyOf().stream()
                        .flatMap(any -> any.oneOf().stream())
                        .map(Part::resolved)
                        .filter(arm -> arm.name().equals(LANGUAGES))
                        .findFirst();
        if (languages.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = languages.get().properties().keySet();
        boolean given = node.pairs().stream()
                .map(pair -> pair.getKey().isScalar() ? pair.getKey().text() : "")
                .anyMatch(key -> key.equals("expression") || names.contains(key));
        Kind kind = Kind.MISSING_EXPRESSION;
        return given ? Optional.empty() : Optional.of(slip(kind, node, level, "'expression' is missing", "expression"));
    }

    /** A node of which each way to read it lacks its one key. */
    static Optional<List<Slip>> noneOf(List<List<Slip>> tries, YamlNode node, int level) {
        boolean each = tries.stream()
                .allMatch(slips -> slips.size() == 1
                        && slips.get(0).kind() == Kind.MISSING_KEY
                        && slips.get(0).level() == level);
        List<String> names = tries.stream()
                .flatMap(List::stream)
                .map(Slip::name)
                .distinct()
                .toList();
        if (!each || names.size() < 2) {
            return Optional.empty();
        }
        String likely = names.contains("simple") ? "simple" : names.get(0);
        String shown = names.size() > 8 ? likely + " or another of " + names.size() : String.join(" or ", names);
        return Optional.of(List.of(slip(Kind.MISSING_KEY, node, level, shown + " is missing", likely)));
    }

    private static Slip slip(Kind kind, YamlNode node, int level, String problem, String name) {
        return new Slip(kind, node, null, name, problem, name + ": …", level);
    }
}
