package ai.returning.routes.effects.rules;

import ai.returning.routes.support.Redaction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads a value of an event strictly: nothing is converted that the file does not say, nothing is rounded, and a number
 * too large to work with is refused before it is looked at.
 */
final class ValueReader {
    private static final int MAX_DIGITS = 100;
    private static final int MAX_INTEGER_DIGITS = 20;
    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,18})?");
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int SHOWN = 40;

    private ValueReader() {}

    static Object read(EventField field, Object value) throws RefusedException {
        return switch (field.type()) {
            case TEXT -> text(field, value);
            case INTEGER, DECIMAL -> number(field, value);
            case BOOLEAN -> bool(field, value);
            case TIMESTAMP -> timestamp(field, value);
        };
    }

    private static String text(EventField field, Object value) throws RefusedException {
        if (!(value instanceof CharSequence) && !(value instanceof UUID)) {
            throw wrong(field, value, "is no text");
        }
        String text = value.toString();
        if (text.length() > field.maxLength()) {
            throw refused(field.name() + " has " + text.length() + " characters, the limit is " + field.maxLength());
        }
        if (text.indexOf('\0') >= 0) {
            throw refused(field.name() + " holds a NUL character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw refused(field.name() + " holds half of a character");
        }
        if (!field.oneOf().isEmpty() && !field.oneOf().contains(text)) {
            throw wrong(field, value, "is none of " + String.join(", ", field.oneOf()));
        }
        return text;
    }

    private static BigDecimal number(EventField field, Object value) throws RefusedException {
        BigDecimal number = plain(field, value);
        if (number.precision() > MAX_DIGITS) {
            throw refused(field.name() + " has more than " + MAX_DIGITS + " digits");
        }
        number = number.stripTrailingZeros();
        if (number.signum() != 0 && (long) number.precision() - number.scale() > MAX_INTEGER_DIGITS) {
            throw refused(field.name() + " has more than " + MAX_INTEGER_DIGITS + " digits before the point");
        }
        if (number.scale() > field.scale()) {
            throw refused(field.name() + " has more than " + field.scale() + " decimals; it is never rounded");
        }
        if (field.min().isPresent() && number.compareTo(field.min().get()) < 0) {
            throw wrong(
                    field,
                    number.toPlainString(),
                    "is below " + field.min().get().toPlainString());
        }
        if (field.max().isPresent() && number.compareTo(field.max().get()) > 0) {
            throw wrong(
                    field,
                    number.toPlainString(),
                    "is above " + field.max().get().toPlainString());
        }
        // without an exponent, so that it is written as people write it
        return new BigDecimal(number.toPlainString());
    }

    private static BigDecimal plain(EventField field, Object value) throws RefusedException {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof BigInteger number) {
            if (number.bitLength() > 4 * MAX_DIGITS) {
                throw refused(field.name() + " has more than " + MAX_DIGITS + " digits");
            }
            return new BigDecimal(number);
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof Double || value instanceof Float) {
            if (!Double.isFinite(((Number) value).doubleValue())) {
                throw wrong(field, value, "is no number");
            }
            return new BigDecimal(value.toString());
        }
        if (value instanceof CharSequence text && field.fromText()) {
            if (!DIGITS.matcher(text).matches()) {
                throw wrong(field, value, "is no plain number");
            }
            return new BigDecimal(text.toString());
        }
        throw wrong(
                field,
                value,
                value instanceof CharSequence ? "is a text, not a number (from-text: true allows it)" : "is no number");
    }

    private static Boolean bool(EventField field, Object value) throws RefusedException {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(field, value, "is neither true nor false");
    }

    private static Instant timestamp(EventField field, Object value) throws RefusedException {
        Instant moment = moment(field, value);
        if (moment.isBefore(FIRST) || moment.isAfter(LAST)) {
            throw wrong(field, value, "is not between the years 1900 and 2200");
        }
        return moment;
    }

    private static Instant moment(EventField field, Object value) throws RefusedException {
        if (value instanceof Instant moment) {
            return moment;
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant();
        }
        if (value instanceof ZonedDateTime moment) {
            return moment.toInstant();
        }
        if (value instanceof Date moment) {
            return Instant.ofEpochMilli(moment.getTime());
        }
        if (value instanceof LocalDateTime moment) {
            return inZone(field, moment);
        }
        if (value instanceof CharSequence text) {
            return parsed(field, text.toString());
        }
        throw wrong(field, value, "is no timestamp");
    }

    private static Instant parsed(EventField field, String text) throws RefusedException {
        if (text.length() > SHOWN) {
            throw wrong(field, text, "is no timestamp");
        }
        String iso = text.indexOf(' ') == 10 ? text.replaceFirst(" ", "T") : text;
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException noOffset) {
            try {
                return inZone(field, LocalDateTime.parse(iso));
            } catch (DateTimeException e) {
                throw wrong(field, text, "is no timestamp such as 2026-01-31T12:00:00Z");
            }
        }
    }

    private static Instant inZone(EventField field, LocalDateTime moment) throws RefusedException {
        if (field.zone().isEmpty()) {
            throw wrong(field, moment, "has no zone, and the field declares none");
        }
        return moment.atZone(field.zone().get()).toInstant();
    }

    private static RefusedException wrong(EventField field, Object value, String problem) {
        return refused(field.name() + " (" + Redaction.text(shown(value), SHOWN) + ") " + problem);
    }

    /** Never more of a foreign value than is shown: a number of many digits takes long to write. */
    private static String shown(Object value) {
        return value instanceof Number || value instanceof CharSequence || value instanceof Boolean
                ? value.toString()
                : value.getClass().getSimpleName();
    }

    private static RefusedException refused(String why) {
        return new RefusedException(Refusal.invalid(why));
    }
}
