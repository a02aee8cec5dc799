package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The YAML blocks of a Markdown page. */
final class PageBlocks {
    private static final Pattern FENCE = Pattern.compile("^(\\s*)(`{3,}|~{3,})\\s*([^`]*)$");
    private static final Set<String> SETTINGS =
            Set.of("returning-ai", "camel", "spring", "server", "management", "logging");

    private PageBlocks() {}

    /**
     * A block.
     *
     * @param text without the indent of its fence
     * @param linesAbove lines of the page before its first
     * @param indent columns taken away on the left
     * @param fragment whether the fence says that it is a piece of something
     */
    record Block(String text, int linesAbove, int indent, boolean fragment) {}

    static List<Block> of(String page) {
        List<Block> blocks = new ArrayList<>();
        String[] lines = page.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            Matcher fence = FENCE.matcher(lines[i]);
            if (!fence.matches()) {
                continue;
            }
            int end = end(lines, i + 1, fence.group(2));
            List<String> words =
                    List.of(fence.group(3).strip().toLowerCase(Locale.ROOT).split("\\s+"));
            if (words.get(0).equals("yaml") || words.get(0).equals("yml")) {
                int indent = fence.group(1).length();
                blocks.add(new Block(text(lines, i + 1, end, indent), i + 1, indent, words.contains("fragment")));
            }
            i = end;
        }
        return blocks;
    }

    private static int end(String[] lines, int from, String fence) {
        for (int i = from; i < lines.length; i++) {
            if (lines[i].strip().startsWith(fence)
                    && lines[i].strip().replace(fence.substring(0, 1), "").isEmpty()) {
                return i;
            }
        }
        return lines.length;
    }

    private static String text(String[] lines, int from, int end, int indent) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < end; i++) {
            int blank = 0;
            while (blank < indent && blank < lines[i].length() && lines[i].charAt(blank) == ' ') {
                blank++;
            }
            text.append(lines[i].substring(blank)).append('\n');
        }
        return text.toString();
    }

    /** What a block shows, by its content; {@link FileKind#OTHER} for a piece of something. */
    static FileKind kind(YamlNode root) {
        Set<String> keys = keys(root);
        if (root.isList()) {
            return ofList(root);
        }
        if (keys.contains("kind") && keys.contains("spec")) {
            return FileKind.KAMELET;
        }
        if (keys.contains("flow") && keys.contains("fields")) {
            return FileKind.MAPPING;
        }
        if (keys.contains("flow") && keys.contains("rules")) {
            return FileKind.RULES;
        }
        if (keys.contains("openapi")) {
            return FileKind.CONTRACT;
        }
        return keys.stream().anyMatch(SETTINGS::contains) ? FileKind.SETTINGS : FileKind.OTHER;
    }

    /** Routes and steps are items with one key each. */
    private static FileKind ofList(YamlNode root) {
        Set<String> keys = root.items().isEmpty() ? Set.of() : keys(root.items().get(0));
        if (keys.contains("rule") && keys.contains("reason")) {
            return FileKind.WAIVERS;
        }
        return keys.size() == 1 ? FileKind.ROUTE : FileKind.OTHER;
    }

    private static Set<String> keys(YamlNode node) {
        return node.isMap()
                ? node.pairs().stream()
                        .map(Map.Entry::getKey)
                        .filter(YamlNode::isScalar)
                        .map(YamlNode::text)
                        .collect(java.util.stream.Collectors.toSet())
                : Set.of();
    }
}
