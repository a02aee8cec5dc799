package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Values of user fields as JSON bodies bring them and as the store keeps them. */
final class FieldValues {
    private static final int MAX_DIGITS = 60;

    private FieldValues() {}

    /** The stored form of a value for {@code field}; {@code where} names the place in the body. */
    @Behaviour(
            of = "field values",
            does = "In a JSON body a numerical field takes a number (xp and coins without a fraction), a text field a"
                    + " text, a date field YYYY-MM-DD; anything else is 400.")
    @Assumed(why = "types of values are not documented")
    static String stored(UserField field, JsonNode value, String where) throws RefusedException {
        String text =
                switch (field.type()) {
                    case NUMERICAL, INTEGER -> number(value, field.type() == UserField.Type.INTEGER);
                    case DATE -> isDate(value) ? value.asText() : null;
                    case SINGLE_LINE_TEXT, MULTI_LINE_TEXT -> value.textValue();
                };
        if (text == null) {
            throw RefusedException.invalid(
                    where, "must fit the type " + field.type().word() + " of " + field.key());
        }
        return text;
    }

    private static @Nullable String number(JsonNode value, boolean integer) {
        if (!value.isNumber() || (integer && !value.isIntegralNumber())) {
            return null;
        }
        BigDecimal number = value.decimalValue();
        boolean small = number.precision() <= MAX_DIGITS && Math.abs(number.scale()) <= MAX_DIGITS;
        return small ? number.toPlainString() : null;
    }

    private static boolean isDate(JsonNode value) {
        try {
            return value.isTextual() && LocalDate.parse(value.asText()).getYear() >= 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** True when a stored value can be read as the type. */
    static boolean fits(UserField.Type type, @Nullable String value) {
        if (value == null || type == UserField.Type.SINGLE_LINE_TEXT || type == UserField.Type.MULTI_LINE_TEXT) {
            return true;
        }
        return type.isNumber()
                ? Numbers.parse(value, type == UserField.Type.INTEGER) != null
                : isDate(new com.fasterxml.jackson.databind.node.TextNode(value));
    }
}
