package ai.returning.routes.flowtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code input:}. */
final class InputReader {
    /** In a cell, the number of the copy. */
    private static final String NUMBER = "{n}";

    private InputReader() {}

    static Input read(Values values) {
        int copies = (int) Math.max(1, values.number("repeat"));
        return new Input(
                values.has("rows")
                        ? values.find("rows").map(rows -> rows(rows, copies)).orElse(List.of())
                        : null,
                tables(values, "tables", copies),
                tables(values, "target", copies),
                values.text("source"),
                values.flag("full"),
                values.number("limit"),
                values.flag("confirm"),
                values.duration("after"),
                values.json("body"),
                values.has("file") ? values.text("file") : null,
                values.texts("headers"),
                values.texts("variables"),
                values.texts("properties"));
    }

    private static Map<String, List<Map<String, @Nullable String>>> tables(Values values, String key, int copies) {
        Map<String, List<Map<String, @Nullable String>>> tables = new LinkedHashMap<>();
        values.find(key)
                .ifPresent(named -> named.entries()
                        .forEach((name, rows) ->
                                tables.put(name, rows.node().isNull() ? List.of() : rows(rows, copies))));
        return tables;
    }

    private static List<Map<String, @Nullable String>> rows(Values list, int copies) {
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        List<Values> items = list.items();
        for (int copy = 1; copy <= copies; copy++) {
            for (Values item : items) {
                rows.add(copies == 1 ? item.cells() : numbered(item.cells(), copy));
            }
        }
        return rows;
    }

    private static Map<String, @Nullable String> numbered(Map<String, @Nullable String> cells, int number) {
        Map<String, @Nullable String> filled = new LinkedHashMap<>();
        cells.forEach((column, cell) ->
                filled.put(column, cell == null ? null : cell.replace(NUMBER, Integer.toString(number))));
        return filled;
    }
}
