package ai.returning.routes.flowtest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The SQL type that fits every value of a column: a test says what is in a table, not how it was declared. */
enum ColumnType {
    BOOLEAN("true|false", "boolean"),
    INTEGER("-?(0|[1-9]\\d{0,17})", "bigint"),
    DECIMAL("-?\\d{1,20}(\\.\\d{1,15})?", "decimal"),
    DATE("\\d{4}-\\d\\d-\\d\\d", "date"),
    TIMESTAMP("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?", "timestamp"),
    ZONED_TIMESTAMP(
            "\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d(:?\\d\\d)?)",
            "timestamp with time zone"),
    TEXT("(?s).*", "varchar");

    private final String form;
    private final String sql;

    ColumnType(String form, String sql) {
        this.form = form;
        this.sql = sql;
    }

    static String of(String column, List<Map<String, @Nullable String>> rows) {
        List<String> values =
                rows.stream().map(row -> row.get(column)).filter(Objects::nonNull).toList();
        if (values.isEmpty()) {
            return TEXT.sql;
        }
        for (ColumnType type : values()) {
            if (values.stream().allMatch(value -> value.matches(type.form))) {
                return type == DECIMAL ? "decimal(38, " + scale(values) + ")" : type.sql;
            }
        }
        return TEXT.sql;
    }

    private static int scale(List<String> values) {
        return values.stream()
                .mapToInt(value -> value.contains(".") ? value.length() - value.indexOf('.') - 1 : 0)
                .max()
                .orElse(0);
    }
}
