package ai.returning.routes.emulator;

import java.util.Locale;

/** A field of the users of a community. */
public record UserField(String key, String name, Type type) {

    /** Types in the vendor's newest words. */
    public enum Type {
        SINGLE_LINE_TEXT,
        MULTI_LINE_TEXT,
        NUMERICAL,
        /** A number without a fraction. The vendor shows it as {@code numerical}. */
        INTEGER,
        DATE;

        public boolean isNumber() {
            return this == NUMERICAL || this == INTEGER;
        }

        /** The word in answers, such as {@code single-line-text}. */
        public String word() {
            return (this == INTEGER ? NUMERICAL : this)
                    .name()
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-');
        }

        /** Reads a word, {@code text} and {@code number} as their newest forms; null for any other. */
        static @org.jspecify.annotations.Nullable Type of(String word) {
            return switch (word) {
                case "single-line-text", "text" -> SINGLE_LINE_TEXT;
                case "multi-line-text" -> MULTI_LINE_TEXT;
                case "numerical", "number" -> NUMERICAL;
                case "integer" -> INTEGER;
                case "date" -> DATE;
                default -> null;
            };
        }
    }

    public static UserField text(String key) {
        return new UserField(key, key, Type.SINGLE_LINE_TEXT);
    }

    public static UserField number(String key) {
        return new UserField(key, key, Type.NUMERICAL);
    }

    public static UserField date(String key) {
        return new UserField(key, key, Type.DATE);
    }
}
