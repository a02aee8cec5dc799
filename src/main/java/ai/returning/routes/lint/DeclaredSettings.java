package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of {@code config/application.yaml} by dotted name, with their defaults. */
public final class DeclaredSettings {
    /** {@code ${NAME:default}}, as Spring writes it. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^:}]+(?::([^}]*))?}");
    /** {@code {{name}}}, {@code {{?name}}} and {@code {{name:default}}}, as Camel writes it. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??\\s*([^:}]+?)\\s*(?::([^}]*))?}}");

    /** Names by which Camel looks elsewhere; what follows the colon is then no default. */
    private static final Set<String> FUNCTIONS = Set.of("env", "sys", "service", "service.name", "bean", "exchange");

    private final Map<String, YamlNode> byName = new LinkedHashMap<>();

    public static DeclaredSettings of(@Nullable YamlNode root) {
        DeclaredSettings settings = new DeclaredSettings();
        if (root != null) {
            settings.collect("", root);
        }
        return settings;
    }

    private void collect(String name, YamlNode node) {
        if (node.isMap()) {
            node.pairs()
                    .forEach(pair -> collect(
                            name.isEmpty()
                                    ? pair.getKey().text()
                                    : name + "." + pair.getKey().text(),
                            pair.getValue()));
        } else {
            byName.put(name, node);
        }
    }

    public Set<String> names() {
        return byName.keySet();
    }

    public Optional<YamlNode> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The default of a setting, with the default of the variable it names; empty if it is not declared. */
    public Optional<String> value(String name) {
        return find(name)
                .filter(YamlNode::isScalar)
                .map(node -> node.isNull() ? "" : node.text())
                .map(text -> VARIABLE.matcher(text)
                        .replaceAll(hit -> Matcher.quoteReplacement(hit.group(1) == null ? "" : hit.group(1))));
    }

    /** Whether a name in a place makes Camel look elsewhere, such as {@code {{env:HOME}}}. */
    public static boolean isFunction(String name) {
        return FUNCTIONS.contains(name);
    }

    /** A text with its placeholders filled; empty if one is neither declared nor has a default of its own. */
    public Optional<String> filled(String text) {
        Matcher places = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (places.find()) {
            Optional<String> value = isFunction(places.group(1))
                    ? Optional.empty()
                    : value(places.group(1)).or(() -> Optional.ofNullable(places.group(2)));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            places.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(places.appendTail(filled).toString());
    }
}
