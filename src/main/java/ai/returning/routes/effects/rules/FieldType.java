package ai.returning.routes.effects.rules;

import ai.returning.routes.effects.rules.condition.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Types of the fields of an event. */
enum FieldType {
    TEXT(ValueType.TEXT),
    INTEGER(ValueType.NUMBER),
    DECIMAL(ValueType.NUMBER),
    BOOLEAN(ValueType.BOOLEAN),
    TIMESTAMP(ValueType.TIMESTAMP);

    private final ValueType value;

    FieldType(ValueType value) {
        this.value = value;
    }

    ValueType value() {
        return value;
    }

    boolean isNumber() {
        return value == ValueType.NUMBER;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(FieldType::word).toList();
    }

    static FieldType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
