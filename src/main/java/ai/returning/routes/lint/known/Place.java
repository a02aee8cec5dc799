package ai.returning.routes.lint.known;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place that Camel fills when a route is read: {@code {{name}}}, {@code {{?name}}} or {@code {{name:default}}}.
 *
 * @param standard the default written in the place itself
 * @param optional whether Camel leaves out what holds the place if nobody declares it
 */
public record Place(String name, Optional<String> standard, boolean optional) {
    private static final Pattern FORM = Pattern.compile("\\{\\{([?!]?)\\s*([^:{}]+?)\\s*(?::([^{}]*))?}}");

    /** All places of a text. */
    public static List<Place> in(String text) {
        return text.contains("{{")
                ? FORM.matcher(text)
                        .results()
                        .map(hit -> new Place(
                                hit.group(2),
                                Optional.ofNullable(hit.group(3)),
                                hit.group(1).equals("?")))
                        .toList()
                : List.of();
    }

    /** Whether a text is nothing but one place. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
