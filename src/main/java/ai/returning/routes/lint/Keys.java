package ai.returning.routes.lint;

import ai.returning.routes.lint.Fix.Edit;
import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds keys in mappings, and writes new ones among them. */
final class Keys {
    private Keys() {}

    /** The key itself, to point at it. */
    static Optional<YamlNode> key(YamlNode node, String name) {
        return pair(node, name).map(Map.Entry::getKey);
    }

    static Optional<Map.Entry<YamlNode, YamlNode>> pair(YamlNode node, String name) {
        return node.isMap()
                ? node.pairs().stream()
                        .filter(pair ->
                                pair.getKey().isScalar() && pair.getKey().text().equals(name))
                        .findFirst()
                : Optional.empty();
    }

    static Optional<YamlNode> value(YamlNode node, String name) {
        return pair(node, name).map(Map.Entry::getValue);
    }

    /** Writes {@code key: value} before the first key of a mapping. */
    static Optional<Fix> first(SourceFile file, YamlNode map, String line) {
        if (!map.isMap()) {
            return Optional.empty();
        }
        if (map.pairs().isEmpty()) {
            return map.isFlow()
                    ? Optional.of(Fix.replace(file.begin(map), file.end(map), "{" + line + "}"))
                    : Optional.empty();
        }
        YamlNode first = map.pairs().get(0).getKey();
        int at = file.begin(first);
        String text = map.isFlow() ? line + ", " : line + Blocks.lineAt(file, first.column());
        return Optional.of(Fix.replace(at, at, text));
    }

    /** Writes {@code key: value} on the line below a key with a single value. */
    static Optional<Fix> after(SourceFile file, YamlNode map, Map.Entry<YamlNode, YamlNode> pair, String line) {
        int end = file.end(pair.getValue());
        if (map.isFlow()) {
            return Optional.of(Fix.replace(end, end, ", " + line));
        }
        int at = endOfLine(file.text(), end);
        String text = Blocks.lineAt(file, pair.getKey().column()) + line;
        return Optional.of(new Fix(List.of(new Edit(at, at, text))));
    }

    /** The end of the line a char stands in, before its line break. */
    static int endOfLine(String text, int from) {
        int at = text.indexOf('\n', from);
        if (at < 0) {
            return text.length();
        }
        return at > from && text.charAt(at - 1) == '\r' ? at - 1 : at;
    }
}
