package ai.returning.routes.lint;

import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/** Parses YAML, and says where it breaks off. */
final class YamlText {
    private YamlText() {}

    /**
     * What the parser says.
     *
     * @param root the document; empty if it is none
     * @param line from 1, where it breaks off
     * @param column from 1
     * @param problem what is wrong there; empty if nothing is
     */
    record Parsed(Optional<YamlNode> root, int line, int column, String problem) {}

    static Parsed parse(String name, String text) {
        if (text.isBlank()) {
            return new Parsed(Optional.empty(), 1, 1, "the file is empty");
        }
        try {
            return withSimpleKeys(Yaml.parse(name, text));
        } catch (RaiException e) {
            if (e.getCause() instanceof MarkedYamlEngineException marked) {
                return broken(marked);
            }
            if (e.getCause() instanceof ReaderException unreadable) {
                return unprintable(text, unreadable);
            }
            return new Parsed(Optional.empty(), 1, 1, e.getCause() == null ? "the file is empty" : "it cannot be read");
        }
    }

    /** YAML lets a list or a mapping be a key; nothing here has a use for that. */
    private static Parsed withSimpleKeys(YamlNode root) {
        return complexKey(root)
                .map(key -> new Parsed(Optional.empty(), key.line(), key.column(), "a key is not a single value"))
                .orElse(new Parsed(Optional.of(root), 1, 1, ""));
    }

    private static Optional<YamlNode> complexKey(YamlNode node) {
        if (node.isList()) {
            return node.items().stream().flatMap(item -> complexKey(item).stream()).findFirst();
        }
        if (!node.isMap()) {
            return Optional.empty();
        }
        return node.pairs().stream()
                .flatMap(pair -> (pair.getKey().isScalar() ? complexKey(pair.getValue()) : Optional.of(pair.getKey()))
                        .stream())
                .findFirst();
    }

    private static Parsed broken(MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        String problem = e.getProblem() == null ? String.valueOf(e.getContext()) : e.getProblem();
        return new Parsed(
                Optional.empty(),
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1,
                inOurWords(problem));
    }

    private static String inOurWords(String problem) {
        if (problem.contains("'\\t(TAB)'") || problem.contains("TAB")) {
            return "a tab stands where spaces belong";
        }
        if (problem.startsWith("found duplicate key")) {
            return "the key '" + problem.substring("found duplicate key".length()).strip() + "' stands twice";
        }
        return problem.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static Parsed unprintable(String text, ReaderException e) {
        int at = Math.min(Math.max(e.getPosition(), 0), text.length());
        int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        String what = "the character U+" + String.format(java.util.Locale.ROOT, "%04X", e.getCodePoint());
        return new Parsed(
                Optional.empty(), line, at - text.lastIndexOf('\n', at - 1), what + " may not stand in YAML");
    }
}
