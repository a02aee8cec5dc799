package ai.returning.routes.flowtest;

import ai.returning.routes.support.Durations;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings a case runs with: the defaults of {@code config/application.yaml}, and what the case sets otherwise. The
 * environment has no say, so that a case gives the same result everywhere.
 */
final class TestSettings {
    /** {@code ${NAME:default}}. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^:}]+(?::([^}]*))?}");

    private final Map<String, String> defaults;
    private final Map<String, String> own;

    private TestSettings(Map<String, String> defaults, Map<String, String> own) {
        this.defaults = defaults;
        this.own = own;
    }

    static TestSettings load(Path file) {
        Map<String, String> defaults = new LinkedHashMap<>();
        collect("", Yaml.read(file), defaults);
        return new TestSettings(defaults, Map.of());
    }

    private static void collect(String name, YamlNode node, Map<String, String> into) {
        if (node.isMap()) {
            node.entries().forEach((key, value) -> collect(name.isEmpty() ? key : name + "." + key, value, into));
        } else if (node.isScalar()) {
            into.put(
                    name,
                    VARIABLE.matcher(node.isNull() ? "" : node.text())
                            .replaceAll(hit -> Matcher.quoteReplacement(hit.group(1) == null ? "" : hit.group(1))));
        }
    }

    /**
     * The same with what a case sets.
     *
     * @throws RaiException CONFIG_INVALID with the nearest name for a setting that does not exist
     */
    TestSettings with(Map<String, String> properties) {
        for (String name : properties.keySet()) {
            if (!defaults.containsKey(name)) {
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        "'properties' sets " + name + ", which config/application.yaml does not have."
                                + Nearest.hint(name, defaults.keySet()));
            }
        }
        return new TestSettings(defaults, properties);
    }

    /** True if the case sets it. */
    boolean isOwn(String name) {
        return own.containsKey(name);
    }

    Set<String> names() {
        return defaults.keySet();
    }

    /** Values of {@code <prefix><name><end>} by name. */
    Map<String, String> below(String prefix, String end) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : defaults.keySet()) {
            if (name.startsWith(prefix) && name.endsWith(end)) {
                found.put(name.substring(prefix.length(), name.length() - end.length()), text(name));
            }
        }
        return found;
    }

    String text(String name) {
        String value = own.getOrDefault(name, defaults.get(name));
        if (value == null) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID, "config/application.yaml has no setting " + name + ". Add it.");
        }
        return value;
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(own.getOrDefault(name, defaults.get(name)));
    }

    String text(String name, String standard) {
        return own.getOrDefault(name, defaults.getOrDefault(name, standard));
    }

    int integer(String name) {
        return decimal(name).intValue();
    }

    double share(String name) {
        return decimal(name).doubleValue();
    }

    private BigDecimal decimal(String name) {
        try {
            return new BigDecimal(text(name).strip());
        } catch (NumberFormatException e) {
            throw wrong(name, "a number", e);
        }
    }

    Duration duration(String name) {
        return Durations.read(text(name)).orElseThrow(() -> wrong(name, "a duration such as 20s", null));
    }

    private RaiException wrong(String name, String rule, @org.jspecify.annotations.Nullable Exception cause) {
        return new RaiException(
                ErrorCode.CONFIG_INVALID, name + " is '" + text(name) + "' but must be " + rule + ".", cause);
    }

    /** As Camel fills its placeholders. */
    Properties properties() {
        Properties properties = new Properties();
        defaults.forEach(properties::setProperty);
        own.forEach(properties::setProperty);
        return properties;
    }
}
