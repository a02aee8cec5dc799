package ai.returning.routes.lint.dsl;

import ai.returning.routes.lint.dsl.Slip.Kind;
import ai.returning.routes.lint.dsl.Slip.Pair;
import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks a node and the part of the schema it has to fit, and finds all slips with their places. */
final class DslCheck {
    private final Scalars scalars;
    private final MapCheck maps = new MapCheck(this);

    DslCheck(Function<String, Optional<String>> fill) {
        this.scalars = new Scalars(fill);
    }

    List<Slip> check(Part part, YamlNode node) {
        return check(part, node, null, 0);
    }

    List<Slip> check(Part given, YamlNode node, @Nullable Pair pair, int level) {
        Part part = given.resolved();
        List<Slip> slips = new ArrayList<>();
        if (scalars.misfit(part, node, pair, level).map(slips::add).isPresent()) {
            return slips;
        }
        if (node.isMap()) {
            maps.check(part, node, level, slips);
            Expressions.missing(part, node, level).ifPresent(slips::add);
        }
        Part items = part.items();
        if (items != null && node.isList()) {
            node.items().forEach(item -> slips.addAll(check(items, item, pair, level + 1)));
        }
        oneOf(part, node, pair, level, slips);
        anyOf(part, node, pair, level, slips);
        Part not = part.not();
        if (not != null && Slip.load(check(not, node, pair, level))) {
            slips.add(new Slip(Kind.WRONG_TYPE, node, pair, "", "this does not fit together", "", level));
        }
        return withoutEchoes(slips, level);
    }

    /** A misspelt key is told once, not also as the missing one. */
    private static List<Slip> withoutEchoes(List<Slip> slips, int level) {
        Set<String> meant = new LinkedHashSet<>();
        slips.stream()
                .filter(slip -> slip.level() == level && !isMissing(slip))
                .forEach(slip -> meant.add(slip.name()));
        slips.removeIf(
                slip -> slip.level() == level && isMissing(slip) && meant.contains(slip.name()));
        return slips;
    }

    private static boolean isMissing(Slip slip) {
        return slip.kind() == Kind.MISSING_KEY || slip.kind() == Kind.MISSING_EXPRESSION;
    }

    private void oneOf(Part part, YamlNode node, @Nullable Pair pair, int level, List<Slip> slips) {
        if (part.oneOf().isEmpty()) {
            return;
        }
        List<List<Slip>> tries = tries(part.oneOf(), node, pair, level);
        List<Integer> fitting = new ArrayList<>();
        for (int i = 0; i < tries.size(); i++) {
            if (Slip.load(tries.get(i))) {
                fitting.add(i);
            }
        }
        if (fitting.isEmpty()) {
            slips.addAll(Expressions.noneOf(tries, node, level).orElseGet(() -> Nearness.best(tries, level)));
        } else if (fitting.size() > 1) {
            slips.add(severalOf(part, fitting, node, pair, level));
        } else {
            slips.addAll(tries.get(fitting.get(0)));
        }
        OldForms.find(part, node, pair, level).forEach(slips::add);
    }

    private void anyOf(Part part, YamlNode node, @Nullable Pair pair, int level, List<Slip> slips) {
        if (part.anyOf().isEmpty()) {
            return;
        }
        List<List<Slip>> tries = tries(part.anyOf(), node, pair, level);
        slips.addAll(tries.stream().filter(Slip::load).findFirst().orElseGet(() -> Nearness.best(tries, level)));
    }

    private List<List<Slip>> tries(List<Part> parts, YamlNode node, @Nullable Pair pair, int level) {
        return parts.stream().map(part -> check(part, node, pair, level)).toList();
    }

    private static Slip severalOf(Part part, List<Integer> fitting, YamlNode node, @Nullable Pair pair, int level) {
        Set<String> names = new LinkedHashSet<>();
        for (int i : fitting) {
            Part arm = part.oneOf().get(i).resolved();
            names.addAll(arm.required());
            arm.anyOf().stream().flatMap(any -> any.oneOf().stream()).forEach(one -> names.addAll(one.required()));
        }
        List<String> given = node.isMap()
                ? node.pairs().stream()
                        .map(Map.Entry::getKey)
                        .filter(YamlNode::isScalar)
                        .map(YamlNode::text)
                        .filter(names::contains)
                        .toList()
                : List.of();
        return new Slip(
                Kind.WRONG_TYPE,
                node,
                pair,
                "",
                "only one of " + String.join(" and ", given) + " can stand here",
                "one of them",
                level);
    }
}
