package ai.returning.routes.lint.dsl;

import ai.returning.routes.lint.dsl.Slip.Kind;
import ai.returning.routes.lint.dsl.Slip.Pair;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the keys of a mapping: known, there where needed, and one alone where only one may be. */
final class MapCheck {
    private final DslCheck values;

    MapCheck(DslCheck values) {
        this.values = values;
    }

    void check(Part part, YamlNode node, int level, List<Slip> slips) {
        Set<String> given = new LinkedHashSet<>();
        boolean first = true;
        boolean alone = node.pairs().size() == 1;
        for (Map.Entry<YamlNode, YamlNode> entry : node.pairs()) {
            Pair pair = new Pair(node, entry.getKey(), entry.getValue());
            String key = pair.key().isScalar() ? pair.key().text() : "";
            Part value = part.properties().get(key);
            given.add(key);
            if (part.single() && !alone && (!first || pair.value().isNull())) {
                // Told once, at the first key that lost its indent.
                if (!first && slips.stream().noneMatch(slip -> slip.level() == level)) {
                    slips.add(beside(node, pair, level));
                }
            } else if (value != null) {
                deprecated(value, pair, level, slips);
                slips.addAll(values.check(value, pair.value(), pair, level + 1));
            } else if (part.closed()) {
                slips.add(unknown(part, pair, level));
            }
            first = false;
        }
        part.required().stream()
                .filter(key -> !given.contains(key))
                .forEach(key -> slips.add(missing(key, node, level)));
    }

    private static void deprecated(Part value, Pair pair, int level, List<Slip> slips) {
        if (value.deprecated() || value.resolved().deprecated()) {
            String problem = "'" + pair.key().text() + "' is deprecated, a later Camel will not have it";
            slips.add(new Slip(Kind.DEPRECATED, pair.key(), pair, "", problem, "another way", level));
        }
    }

    private static Slip beside(YamlNode node, Pair pair, int level) {
        String first = node.pairs().get(0).getKey().text();
        String problem = "'" + pair.key().text() + "' stands beside '" + first + "', which stands alone";
        String advice = "two more spaces before it, so that it belongs to '" + first + "'";
        return new Slip(Kind.UNKNOWN_KEY, pair.key(), pair, "", problem, advice, level);
    }

    private static Slip unknown(Part part, Pair pair, int level) {
        String key = pair.key().isScalar() ? pair.key().text() : "";
        String camelCase = camelCase(key);
        if (!camelCase.equals(key) && part.properties().containsKey(camelCase)) {
            String problem = "'" + key + "' with dashes is not known to this Camel";
            return new Slip(Kind.DASHES, pair.key(), pair, camelCase, problem, camelCase, level);
        }
        boolean step = part.name().equals("ProcessorDefinition");
        String near = Nearest.of(key, part.properties().keySet());
        return new Slip(
                step ? Kind.UNKNOWN_STEP : Kind.UNKNOWN_KEY,
                pair.key(),
                pair,
                near == null ? "" : near,
                step ? "there is no step '" + key + "'" : "'" + key + "' is not known here",
                near == null ? known(part) : near,
                level);
    }

    private static String known(Part part) {
        List<String> names = new ArrayList<>(part.properties().keySet());
        return names.size() > 20 ? "see the reference of the YAML DSL" : "one of " + String.join(", ", names);
    }

    private static Slip missing(String key, YamlNode node, int level) {
        return new Slip(Kind.MISSING_KEY, node, null, key, "'" + key + "' is missing", key + ": …", level);
    }

    static String camelCase(String key) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            boolean raise = key.charAt(i) == '-' && i + 1 < key.length();
            name.append(raise ? Character.toUpperCase(key.charAt(++i)) : key.charAt(i));
        }
        return name.toString();
    }
}
