package ai.returning.routes.lint;

import ai.returning.routes.lint.Fix.Edit;
import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where nodes begin and end in the text, and how their lines are moved. */
final class Blocks {
    private Blocks() {}

    /**
     * The end of a node's own text. The parser lets a block end where the next thing begins, so that the comments and
     * empty lines between both would move with it.
     */
    static int trimmedEnd(SourceFile file, YamlNode node) {
        if (node.isMap() && !node.isFlow() && !node.pairs().isEmpty()) {
            List<Map.Entry<YamlNode, YamlNode>> pairs = node.pairs();
            return trimmedEnd(file, pairs.get(pairs.size() - 1).getValue());
        }
        if (node.isList() && !node.isFlow() && !node.items().isEmpty()) {
            List<YamlNode> items = node.items();
            return trimmedEnd(file, items.get(items.size() - 1));
        }
        int begin = file.index(node.begin());
        int end = file.index(node.end());
        while (end > begin && Character.isWhitespace(file.text().charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Moves all lines after the one of {@code from} up to the one of {@code to} by some spaces to the right. */
    static List<Edit> indent(SourceFile file, int from, int to, int spaces) {
        List<Edit> edits = new ArrayList<>();
        String text = file.text();
        for (int at = nextLine(text, from); at >= 0 && at < to; at = nextLine(text, at)) {
            if (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                edits.add(new Edit(at, at, " ".repeat(spaces)));
            }
        }
        return edits;
    }

    private static int nextLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? -1 : end + 1;
    }

    /** The line break of the file. */
    static String newLine(SourceFile file) {
        return file.text().contains("\r\n") ? "\r\n" : "\n";
    }

    /** Line break and spaces up to a column, counted from 1. */
    static String lineAt(SourceFile file, int column) {
        return newLine(file) + " ".repeat(column - 1);
    }
}
