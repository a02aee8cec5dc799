package ai.returning.routes.lint;

import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
     * @param advice what to write instead
     */
    record Parsed(Optional<YamlNode> root, int line, int column, String problem, String advice) {
        static Parsed broken(int line, int column, String problem, String advice) {
            return new Parsed(Optional.empty(), line, column, problem, advice);
        }
    }

    static Parsed parse(String name, String text) {
        if (text.isBlank()) {
            return empty();
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
            return e.getCause() == null ? empty() : Parsed.broken(1, 1, e.sentence(), "YAML 1.2");
        }
    }

    private static Parsed empty() {
        return Parsed.broken(1, 1, "the file holds nothing", "remove it, or write what it is for");
    }

    /** YAML lets a list or a mapping be a key; nothing here has a use for that. Nor for a key that stands twice. */
    private static Parsed withSimpleKeys(YamlNode root) {
        return badKey(root)
                .map(key -> key.isScalar()
                        ? Parsed.broken(
                                key.line(), key.column(), "the key '" + key.text() + "' stands twice", "one of the two")
                        : Parsed.broken(key.line(), key.column(), "a key is not a single value", "a word as the key"))
                .orElse(new Parsed(Optional.of(root), 1, 1, "", ""));
    }

    private static Optional<YamlNode> badKey(YamlNode node) {
        if (node.isList()) {
            return first(node.items().stream().map(YamlText::badKey));
        }
        if (!node.isMap()) {
            return Optional.empty();
        }
        Set<String> seen = new HashSet<>();
        return first(node.pairs().stream().map(pair -> {
            YamlNode key = pair.getKey();
            return key.isScalar() && seen.add(key.text()) ? badKey(pair.getValue()) : Optional.of(key);
        }));
    }

    private static Optional<YamlNode> first(Stream<Optional<YamlNode>> found) {
        return found.flatMap(Optional::stream).findFirst();
    }

    private static Parsed broken(MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        String problem = e.getProblem() == null ? String.valueOf(e.getContext()) : e.getProblem();
        return Parsed.broken(
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1,
                inOurWords(problem),
                advice(problem));
    }

    private static boolean isTab(String problem) {
        return problem.contains("TAB");
    }

    private static String inOurWords(String problem) {
        return isTab(problem) ? "a tab stands where spaces belong" : problem.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String advice(String problem) {
        if (isTab(problem)) {
            return "spaces";
        }
        if (problem.contains("alias")) {
            return "the values themselves";
        }
        return problem.contains("levels") ? "fewer levels" : "YAML 1.2, with quotes and brackets closed";
    }

    private static Parsed unprintable(String text, ReaderException e) {
        int at = Math.min(Math.max(e.getPosition(), 0), text.length());
        int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        String what = "the character U+" + String.format(Locale.ROOT, "%04X", e.getCodePoint());
        return Parsed.broken(
                line, at - text.lastIndexOf('\n', at - 1), what + " may not stand in YAML", "the text without it");
    }
}
