package ai.returning.routes.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The four names a user goes by. The vendor's operations take and show different ones. */
public enum UserKind {
    EMAIL("e-mail address"),
    /** The numeric id, as text. */
    SHORT_ID("short id"),
    USERNAME("user name"),
    /** The id of 24 hex digits. */
    OBJECT_ID("object id");

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{24}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private final String shown;

    UserKind(String shown) {
        this.shown = shown;
    }

    /** As files and tables write it: lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As a sentence says it. */
    public String shown() {
        return shown;
    }

    /** The kind of this word, if there is one. */
    public static Optional<UserKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** What a person who types it most likely means. */
    public static UserKind guess(String value) {
        String text = value.strip();
        if (text.indexOf('@') > 0) {
            return EMAIL;
        }
        if (HEX.matcher(text).matches()) {
            return OBJECT_ID;
        }
        return DIGITS.matcher(text).matches() ? SHORT_ID : USERNAME;
    }
}
