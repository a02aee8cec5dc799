package ai.returning.routes.lint.known;

import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.support.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Kamelet of the project.
 *
 * @param type {@code source}, {@code sink} or {@code action}; empty if it does not say
 * @param template its steps, if it has any
 */
public record KameletFile(
        String name,
        SourceFile file,
        String type,
        Map<String, PropertyFacts> properties,
        Optional<RouteView> template) {

    static Optional<KameletFile> of(SourceFile file, Optional<RouteView> template) {
        Optional<YamlNode> root = Optional.ofNullable(file.root());
        Optional<YamlNode> metadata = root.flatMap(node -> Nodes.find(node, "metadata"));
        return metadata.flatMap(node -> Nodes.text(node, "name"))
                .map(name -> new KameletFile(
                        name,
                        file,
                        metadata.flatMap(node -> Nodes.find(node, "labels"))
                                .flatMap(labels -> Nodes.text(labels, "camel.apache.org/kamelet.type"))
                                .orElse(""),
                        root.flatMap(node -> Nodes.find(node, "spec"))
                                .flatMap(spec -> Nodes.find(spec, "definition"))
                                .map(KameletFile::properties)
                                .orElse(Map.of()),
                        template));
    }

    private static Map<String, PropertyFacts> properties(YamlNode definition) {
        Set<String> required = Nodes.find(definition, "required").stream()
                .flatMap(list -> Nodes.items(list).stream())
                .filter(YamlNode::isScalar)
                .map(YamlNode::text)
                .collect(Collectors.toSet());
        Map<String, PropertyFacts> properties = new LinkedHashMap<>();
        Nodes.find(definition, "properties")
                .ifPresent(all -> Nodes.pairs(all)
                        .forEach((key, value) -> properties.put(key, property(key, value, required.contains(key)))));
        return properties;
    }

    private static PropertyFacts property(String name, YamlNode node, boolean required) {
        List<String> words = Nodes.find(node, "enum").stream()
                .flatMap(list -> Nodes.items(list).stream())
                .filter(YamlNode::isScalar)
                .map(YamlNode::text)
                .toList();
        return new PropertyFacts(
                name,
                Nodes.text(node, "type").orElse("string"),
                required,
                Nodes.text(node, "default"),
                Nodes.text(node, "example"),
                words,
                Nodes.text(node, "pattern"),
                Nodes.text(node, "format").filter("password"::equals).isPresent());
    }
}
