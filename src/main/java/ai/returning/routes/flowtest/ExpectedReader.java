package ai.returning.routes.flowtest;

import ai.returning.routes.flowtest.Expected.ExpectedCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code expect:}. */
final class ExpectedReader {
    private ExpectedReader() {}

    static Expected read(Values values) {
        Map<String, List<ExpectedCall>> sent = new LinkedHashMap<>();
        values.find("sent")
                .ifPresent(table -> table.entries()
                        .forEach((name, list) -> sent.put(
                                name,
                                list.items().stream().map(ExpectedReader::call).toList())));
        return new Expected(
                values.text("outcome"),
                values.text("error"),
                steps(values),
                values.has("books") ? numbers(values, "books") : null,
                tables(values, "quarantine"),
                users(values),
                numbers(values, "requests"),
                tables(values, "ledger"),
                tables(values, "verdicts"),
                written(values),
                sent,
                values.json("body"),
                values.texts("headers"));
    }

    private static Map<String, List<Map<String, String>>> written(Values values) {
        Map<String, List<Map<String, String>>> written = new LinkedHashMap<>();
        values.find("written")
                .ifPresent(tables -> tables.entries()
                        .forEach((name, rows) -> written.put(
                                name, rows.items().stream().map(Values::texts).toList())));
        return written;
    }

    private static @Nullable List<String> steps(Values values) {
        return values.find("steps")
                .map(list -> list.items().stream().map(id -> id.node().text()).toList())
                .orElse(null);
    }

    private static Map<String, Long> numbers(Values values, String key) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        values.texts(key).forEach((name, text) -> numbers.put(name, Long.parseLong(text)));
        return numbers;
    }

    private static @Nullable List<Map<String, String>> tables(Values values, String key) {
        return values.has(key)
                ? values.find(key)
                        .map(list -> list.items().stream().map(Values::texts).toList())
                        .orElse(List.of())
                : null;
    }

    private static Map<String, @Nullable Map<String, String>> users(Values values) {
        Map<String, @Nullable Map<String, String>> users = new LinkedHashMap<>();
        values.find("users")
                .ifPresent(table -> table.entries()
                        .forEach((email, fields) ->
                                users.put(email, fields.node().isMap() ? fields.texts() : null)));
        return users;
    }

    private static ExpectedCall call(Values values) {
        return new ExpectedCall(
                values.has("properties") ? values.texts("properties") : null,
                values.has("parameters") ? values.texts("parameters") : null,
                values.texts("headers"),
                values.json("body"),
                values.find("rows")
                        .map(rows -> rows.items().stream().map(Values::texts).toList())
                        .orElse(null));
    }
}
