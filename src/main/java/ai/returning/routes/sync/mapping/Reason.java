package ai.returning.routes.sync.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Why the mapping refuses a row. The word is what quarantine, books and examples show. */
enum Reason {
    NULL_IDENTIFIER("has no value, and without it no user is named"),
    MISSING_VALUE("has no value, and the mapping refuses such rows"),
    BAD_EMAIL("is not an e-mail address"),
    INVALID_UTF8("is not valid UTF-8"),
    CONTROL_CHARACTER("holds a control character"),
    TOO_LONG("is too long"),
    PATTERN_MISMATCH("does not match the pattern"),
    PATTERN_TOO_COSTLY("takes the pattern too many steps"),
    NOT_IN_LIST("is not one of the listed values"),
    NOT_A_NUMBER("is not a plain number"),
    OUT_OF_SCALE("has more decimals than the scale"),
    TOO_MANY_DIGITS("has too many digits"),
    OUT_OF_RANGE("is outside its range"),
    BAD_BOOLEAN("is neither true nor false"),
    BAD_DATE("is not a date of the expected form"),
    BAD_TIMESTAMP("is not a timestamp of the expected form"),
    WRONG_CELL_COUNT("has another number of cells than the query has columns"),
    TOO_MANY_COLUMN_SETS("makes one more combination of left-out fields than a flow may have");

    private final String phrase;

    Reason(String phrase) {
        this.phrase = phrase;
    }

    /** The printed word, such as {@code null-identifier}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is wrong, to follow the name of the field. */
    String phrase() {
        return phrase;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Reason::word).toList();
    }
}
