package ai.returning.routes.effects;

import java.util.Locale;

/** How an effect reaches the API. */
public enum Lane {
    /** A request of its own. */
    CALL,
    /** A row of a sealed file, with others. */
    FILE;

    /** The word in tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The lane of a word. */
    public static Lane of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
