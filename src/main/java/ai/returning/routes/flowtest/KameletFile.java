package ai.returning.routes.flowtest;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What a Kamelet declares. */
record KameletFile(
        Path file,
        String name,
        boolean source,
        /** By name. */
        Map<String, Property> properties,
        Set<String> required) {
    /** A property as it is declared; the default is null where there is none. */
    record Property(String type, String pattern, @Nullable String standard) {}

    static final String END = ".kamelet.yaml";
    private static final String TYPE = "camel.apache.org/kamelet.type";

    static KameletFile read(Path file) {
        YamlNode root = Yaml.read(file);
        Optional<YamlNode> definition = root.find("spec").flatMap(spec -> spec.find("definition"));
        Map<String, Property> properties = new LinkedHashMap<>();
        definition.flatMap(node -> node.find("properties")).ifPresent(declared -> declared.entries()
                .forEach((name, property) -> properties.put(name, property(property))));
        Set<String> required = new LinkedHashSet<>();
        definition
                .flatMap(node -> node.find("required"))
                .ifPresent(list -> list.items().forEach(item -> required.add(item.text())));
        boolean source = root.find("metadata")
                .flatMap(metadata -> metadata.find("labels"))
                .flatMap(labels -> labels.find(TYPE))
                .filter(type -> type.text().equals("source"))
                .isPresent();
        return new KameletFile(
                file, file.getFileName().toString().replace(END, ""), source, properties, required);
    }

    private static Property property(YamlNode node) {
        return new Property(
                node.find("type").map(YamlNode::text).orElse("string"),
                node.find("pattern").map(YamlNode::text).orElse(""),
                node.find("default").map(YamlNode::text).orElse(null));
    }

    /**
     * Holds what a Kamelet is called with against what it declares; Camel would take anything.
     *
     * @throws RaiException CONFIG_INVALID
     */
    void requireFit(Map<String, String> given) {
        given.forEach((property, value) -> {
            Property declared = properties.get(property);
            if (declared != null && !value.contains("${") && !value.contains("{{")) {
                requireType(property, declared.type(), value);
                requirePattern(property, declared.pattern(), value);
            }
        });
    }

    private void requireType(String property, String type, String value) {
        String form =
                switch (type) {
                    case "boolean" -> "true|false";
                    case "integer" -> "-?\\d+";
                    case "number" -> "-?\\d+(\\.\\d+)?";
                    default -> "(?s).*";
                };
        if (!value.matches(form)) {
            throw unfit(property, value, "its type is " + type);
        }
    }

    private void requirePattern(String property, String pattern, String value) {
        try {
            if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(value).find()) {
                throw unfit(property, value, "its pattern is " + pattern);
            }
        } catch (PatternSyntaxException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The pattern '" + pattern + "' of property '" + property + "' of Kamelet " + name
                            + " is no regular expression: " + e.getDescription() + ".",
                    e);
        }
    }

    private RaiException unfit(String property, String value, String rule) {
        return new RaiException(
                ErrorCode.CONFIG_INVALID,
                "Kamelet " + name + " is called with " + property + " '" + value + "', but " + rule + ".");
    }
}
