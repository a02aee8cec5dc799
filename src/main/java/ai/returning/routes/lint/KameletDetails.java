package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What catalogues, designers and people need to know of a Kamelet, and what keeps its calls safe. */
final class KameletDetails {
    private static final String ANNOTATION = "camel.apache.org/";
    private static final List<String> ANNOTATIONS =
            List.of("kamelet.support.level", "catalog.version", "provider", "kamelet.group", "kamelet.icon");

    private final KameletView kamelet;
    private final Findings findings;

    KameletDetails(KameletView kamelet, Findings findings) {
        this.kamelet = kamelet;
        this.findings = findings;
    }

    void check() {
        kamelet.at("metadata").ifPresent(this::metadata);
        kamelet.definition().ifPresent(this::definition);
        kamelet.properties().forEach(this::property);
        kamelet.template().ifPresent(this::foreignHeaders);
    }

    private void metadata(YamlNode metadata) {
        Optional<YamlNode> annotations = kamelet.at("metadata", "annotations");
        for (String name : ANNOTATIONS) {
            if (annotations.flatMap(map -> Keys.value(map, ANNOTATION + name)).isEmpty()) {
                tell(annotations.orElse(metadata), "the annotation " + name + " is missing", ANNOTATION + name + ": …");
            }
        }
        String end = kamelet.name().substring(kamelet.name().lastIndexOf('-') + 1);
        Optional<YamlNode> type = kamelet.at("metadata", "labels", ANNOTATION + "kamelet.type");
        if (type.filter(YamlNode::isScalar).isEmpty()) {
            tell(metadata, "the label of its type is missing", ANNOTATION + "kamelet.type: " + end);
        } else if (Set.of("sink", "source", "action").contains(end)
                && !type.get().text().equals(end)) {
            tell(type.get(), "the type is '" + type.get().text() + "' and the name ends in '" + end + "'", end);
        }
    }

    private void definition(YamlNode definition) {
        for (String key : List.of("title", "description", "type")) {
            if (Keys.value(definition, key).isEmpty()) {
                tell(definition, "the definition has no " + key, key.equals("type") ? "type: object" : key + ": …");
            }
        }
        for (YamlNode name : required()) {
            if (!kamelet.properties().containsKey(name.text())) {
                tell(
                        name,
                        "'" + name.text() + "' is required and not declared",
                        "'" + name.text() + "' below properties");
            }
        }
    }

    private List<YamlNode> required() {
        return kamelet.at("spec", "definition", "required")
                .filter(YamlNode::isList)
                .map(list -> list.items().stream().filter(YamlNode::isScalar).toList())
                .orElse(List.of());
    }

    private void property(String name, YamlNode form) {
        if (!form.isMap()) {
            return;
        }
        Set<String> required = required().stream().map(YamlNode::text).collect(Collectors.toSet());
        for (String key : List.of("title", "description", "type")) {
            if (Keys.value(form, key).isEmpty()) {
                tell(form, "the property '" + name + "' has no " + key, key + ": …");
            }
        }
        boolean standard = Keys.value(form, "default").isPresent();
        boolean password = Keys.value(form, "format")
                .filter(node -> node.isScalar() && node.text().equals("password"))
                .isPresent();
        if (!standard && !password && Keys.value(form, "example").isEmpty()) {
            tell(form, "the property '" + name + "' has neither example nor default", "example: …");
        }
        if (!standard && !required.contains(name)) {
            tell(form, "the property '" + name + "' may be left out and has no default", "default: …");
        }
    }

    /** In a sink or action, headers of the caller must go before the first call. */
    private void foreignHeaders(YamlNode template) {
        boolean called = kamelet.name().endsWith("-sink") || kamelet.name().endsWith("-action");
        Optional<Step> first = RouteReader.read(kamelet.file()).stream()
                .flatMap(RouteView::walk)
                .filter(step -> !step.name().equals("from"))
                .filter(step ->
                        step.name().equals("removeHeaders") || step.endpoint().isPresent())
                .findFirst();
        if (called && first.isPresent() && !first.get().name().equals("removeHeaders")) {
            tell(template, "headers from outside can steer the calls", "removeHeaders with pattern: \"Camel*\" first");
        }
    }

    private void tell(YamlNode where, String problem, String advice) {
        findings.add(kamelet.file(), where, RuleName.KAMELET_INCOMPLETE, problem, advice);
    }
}
