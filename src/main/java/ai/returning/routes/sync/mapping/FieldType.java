package ai.returning.routes.sync.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The types a mapped field may have. */
enum FieldType {
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    DATE,
    TIMESTAMP;

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
