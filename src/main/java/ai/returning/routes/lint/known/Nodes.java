package ai.returning.routes.lint.known;

import ai.returning.routes.support.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Looks into YAML that may have any form; what does not fit is simply not there. */
public final class Nodes {
    private Nodes() {}

    public static Optional<YamlNode> find(YamlNode node, String key) {
        return Optional.ofNullable(pairs(node).get(key));
    }

    /** The value at the end of a path of keys. */
    public static Optional<YamlNode> at(YamlNode node, String... keys) {
        Optional<YamlNode> at = Optional.of(node);
        for (String key : keys) {
            at = at.flatMap(one -> find(one, key));
        }
        return at;
    }

    /** A single value that is not null. */
    public static Optional<String> text(YamlNode node, String key) {
        return find(node, key)
                .filter(value -> value.isScalar() && !value.isNull())
                .map(YamlNode::text);
    }

    /** The items of a list; none if it is something else. */
    public static List<YamlNode> items(YamlNode node) {
        return node.isList() ? node.items() : List.of();
    }

    /** The pairs with plain keys; none if it is no map. */
    public static Map<String, YamlNode> pairs(YamlNode node) {
        Map<String, YamlNode> pairs = new LinkedHashMap<>();
        if (node.isMap()) {
            node.pairs().forEach(pair -> {
                if (pair.getKey().isScalar()) {
                    pairs.putIfAbsent(pair.getKey().text(), pair.getValue());
                }
            });
        }
        return pairs;
    }

    /** The node of a key itself, for findings about the name. */
    public static Optional<YamlNode> key(YamlNode node, String key) {
        return node.isMap()
                ? node.pairs().stream()
                        .map(Map.Entry::getKey)
                        .filter(name -> name.isScalar() && name.text().equals(key))
                        .findFirst()
                : Optional.empty();
    }

    /** Every single value below the node, itself included. */
    public static Stream<YamlNode> scalars(YamlNode node) {
        if (node.isScalar()) {
            return Stream.of(node);
        }
        return node.isMap()
                ? node.pairs().stream().flatMap(pair -> scalars(pair.getValue()))
                : items(node).stream().flatMap(Nodes::scalars);
    }

    /** Calls back for every pair of key and value below the node, outer ones first. */
    public static void each(YamlNode node, BiConsumer<YamlNode, YamlNode> seen) {
        if (node.isMap()) {
            node.pairs().forEach(pair -> {
                seen.accept(pair.getKey(), pair.getValue());
                each(pair.getValue(), seen);
            });
        }
        items(node).forEach(item -> each(item, seen));
    }
}
