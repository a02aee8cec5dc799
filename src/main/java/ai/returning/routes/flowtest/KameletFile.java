package ai.returning.routes.flowtest;

import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a Kamelet declares. */
record KameletFile(
        Path file,
        String name,
        boolean source,
        /** Default by property; null where there is none. */
        Map<String, @Nullable String> properties,
        Set<String> required) {
    static final String END = ".kamelet.yaml";
    private static final String TYPE = "camel.apache.org/kamelet.type";

    static KameletFile read(Path file) {
        YamlNode root = Yaml.read(file);
        Optional<YamlNode> definition = root.find("spec").flatMap(spec -> spec.find("definition"));
        Map<String, @Nullable String> properties = new LinkedHashMap<>();
        definition.flatMap(node -> node.find("properties")).ifPresent(declared -> declared.entries()
                .forEach((name, property) -> properties.put(
                        name,
                        property.find("default").map(YamlNode::text).orElse(null))));
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
}
