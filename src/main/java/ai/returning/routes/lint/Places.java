package ai.returning.routes.lint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the places {@code {{...}}} of a value by the defaults of settings and of a Kamelet's properties. */
final class Places {
    /** {@code {{name}}}, {@code {{?name}}}, {@code {{!name}}} and {@code {{name:default}}}. */
    static final Pattern PLACE = Pattern.compile("\\{\\{\\s*[?!]?\\s*([^:{}]+?)\\s*(?::([^{}]*))?}}");

    private final DeclaredSettings settings;

    Places(DeclaredSettings settings) {
        this.settings = settings;
    }

    /** The text with all places filled; empty if it has one whose value nobody declares. */
    Optional<String> filled(String text) {
        return text.contains("{{") ? settings.filled(text) : Optional.of(text);
    }

    /** Likewise in the template of a Kamelet, whose properties come first. */
    Optional<String> filled(String text, KameletView kamelet) {
        Matcher places = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (places.find()) {
            String name = places.group(1);
            Optional<String> value = kamelet.properties().containsKey(name)
                    ? kamelet.defaultOf(name)
                    : DeclaredSettings.isFunction(name)
                            ? Optional.empty()
                            : settings.value(name).or(() -> Optional.ofNullable(places.group(2)));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            places.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
        }
        // A default may hold a place itself.
        return filled(places.appendTail(filled).toString());
    }
}
