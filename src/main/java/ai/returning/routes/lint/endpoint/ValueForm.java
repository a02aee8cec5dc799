package ai.returning.routes.lint.endpoint;

import ai.returning.routes.support.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.util.TimeUtils;

/** Whether a text has the form of a type. */
final class ValueForm {
    private ValueForm() {}

    /** The rule that a text breaks, to be read after "write"; empty if it fits. */
    static Optional<String> problem(String type, List<String> words, String text) {
        String value = text.strip();
        if (!words.isEmpty()) {
            return words.stream().anyMatch(word -> plain(word).equals(plain(value)))
                    ? Optional.empty()
                    : Optional.of(Optional.ofNullable(Nearest.of(value, words))
                            .orElse("one of " + String.join(", ", words)));
        }
        return switch (type) {
            case "boolean" -> unless(value.matches("(?i)true|false"), "true or false");
            case "integer" -> unless(value.matches("[-+]?\\d{1,18}"), "a whole number");
            case "number" -> unless(value.matches("[-+]?\\d{1,18}(\\.\\d+)?"), "a number");
            case "duration" -> unless(isDuration(value), "a duration such as 500ms, 10s or 5m");
            default -> Optional.empty();
        };
    }

    private static Optional<String> unless(boolean fits, String rule) {
        return fits ? Optional.empty() : Optional.of(rule);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static boolean isDuration(String value) {
        try {
            TimeUtils.toMilliSeconds(value);
            return value.matches("-?[0-9].*|P.*");
        } catch (IllegalArgumentException e) {
            // The answer is no.
            return false;
        }
    }
}
