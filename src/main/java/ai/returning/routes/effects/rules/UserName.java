package ai.returning.routes.effects.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A name by which an event or a call means a user.
 *
 * @param value as the event has it, without white space around it
 */
public record UserName(Kind kind, String value) {
    /** The kinds of names. */
    public enum Kind {
        EMAIL,
        SHORT_ID,
        USERNAME,
        OBJECT_ID;

        /** The word in rules files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Kind::word).toList();
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
