package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A Kamelet as its file declares it; parts that are missing or of another form are empty. */
record KameletView(SourceFile file, YamlNode root) {

    static Optional<KameletView> of(SourceFile file) {
        YamlNode root = file.root();
        return root == null || !root.isMap() ? Optional.empty() : Optional.of(new KameletView(file, root));
    }

    String name() {
        return at("metadata", "name")
                .filter(YamlNode::isScalar)
                .map(YamlNode::text)
                .orElse("");
    }

    Optional<YamlNode> template() {
        return at("spec", "template");
    }

    Optional<YamlNode> definition() {
        return at("spec", "definition").filter(YamlNode::isMap);
    }

    /** The declared properties by name. */
    Map<String, YamlNode> properties() {
        return at("spec", "definition", "properties")
                .filter(YamlNode::isMap)
                .map(YamlNode::entries)
                .orElse(Map.of());
    }

    /** The pair of a property, to point at its name. */
    Map<String, YamlNode> propertyKeys() {
        Map<String, YamlNode> keys = new LinkedHashMap<>();
        at("spec", "definition", "properties")
                .filter(YamlNode::isMap)
                .ifPresent(map ->
                        map.pairs().forEach(pair -> keys.put(pair.getKey().text(), pair.getKey())));
        return keys;
    }

    Optional<String> defaultOf(String property) {
        return Optional.ofNullable(properties().get(property))
                .filter(YamlNode::isMap)
                .flatMap(form -> form.find("default"))
                .filter(YamlNode::isScalar)
                .map(YamlNode::text);
    }

    /** What stands at the end of a way of keys. */
    Optional<YamlNode> at(String... keys) {
        Optional<YamlNode> node = Optional.of(root);
        for (String key : keys) {
            node = node.filter(YamlNode::isMap).flatMap(map -> map.find(key));
        }
        return node;
    }
}
