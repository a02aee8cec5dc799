package ai.returning.routes.effects.rules.condition;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One side of a comparison.
 *
 * @param name of a field; empty for a literal
 * @param literal its value; null for a field
 * @param words the only texts a field can hold; empty for any
 * @param at where it stands, in characters from 0
 */
record Operand(String name, @Nullable Object literal, ValueType type, List<String> words, int at) {
    private static final int SHOWN = 60;

    static Operand field(String name, Field field, int at) {
        return new Operand(name, null, field.type(), field.words(), at);
    }

    static Operand literal(Object value, ValueType type, int at) {
        return new Operand("", value, type, List.of(), at);
    }

    boolean isField() {
        return !name.isEmpty();
    }

    @Nullable
    Object value(Map<String, ? extends @Nullable Object> values) {
        return isField() ? values.get(name) : literal;
    }

    /** {@code amount 50} of a field, {@code 'EUR'} of a literal. */
    String shown(Map<String, ? extends @Nullable Object> values) {
        Object value = value(values);
        if (value == null) {
            return name + " null";
        }
        return isField() ? name + " " + shown(value) : shown(value);
    }

    private static String shown(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof String text) {
            return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "'";
        }
        return value.toString();
    }
}
