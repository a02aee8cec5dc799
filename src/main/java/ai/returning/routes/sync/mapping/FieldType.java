package ai.returning.routes.sync.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The types a mapped field may have. */
enum FieldType {
    TEXT(List.of("max-length", "pattern", "one-of", "check", "blank")),
    INTEGER(List.of("min", "max")),
    DECIMAL(List.of("scale", "min", "max")),
    BOOLEAN(List.of("words")),
    DATE(List.of("format", "source-format")),
    TIMESTAMP(List.of("format", "zone", "source-zone"));

    private final List<String> keys;

    FieldType(List<String> keys) {
        this.keys = keys;
    }

    /** Keys that only this type takes. */
    List<String> keys() {
        return keys;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isNumber() {
        return this == INTEGER || this == DECIMAL;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(FieldType::word).toList();
    }
}
