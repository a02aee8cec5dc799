package ai.returning.routes.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines in columns as wide as their widest cell. */
final class TextTable {
    private final List<List<String>> lines = new ArrayList<>();
    private final int words;

    /** @param words so many columns from the left hold words and stand left; the others hold figures and stand right */
    TextTable(List<String> header, int words) {
        this.lines.add(header);
        this.words = words;
    }

    void add(List<String> cells) {
        lines.add(cells);
    }

    void print(PrintWriter out) {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        lines.forEach(line -> out.println(line(line, widths)));
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String form = (column < words ? "%-" : "%") + Math.max(1, widths[column]) + "s";
            line.append(column == 0 ? "" : "  ").append(String.format(Locale.ROOT, form, cells.get(column)));
        }
        return line.toString().stripTrailing();
    }
}
