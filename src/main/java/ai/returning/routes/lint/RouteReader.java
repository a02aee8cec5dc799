package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads routes, route configurations and Kamelets as the rules see them; what does not fit the DSL is left out. */
final class RouteReader {
    /** What may stand at the top of a file of routes. */
    static final Set<String> TOPS = Set.of(
            "beans",
            "dataFormats",
            "errorHandler",
            "from",
            "intercept",
            "interceptFrom",
            "interceptSendToEndpoint",
            "onCompletion",
            "onException",
            "rest",
            "restConfiguration",
            "route",
            "routeConfiguration",
            "routeTemplate",
            "templatedRoute");

    private final SourceFile file;

    private RouteReader(SourceFile file) {
        this.file = file;
    }

    static List<RouteView> read(SourceFile file) {
        YamlNode root = file.root();
        if (root == null) {
            return List.of();
        }
        RouteReader reader = new RouteReader(file);
        if (isSteps(file, root)) {
            return List.of(reader.fragment(root));
        }
        return file.kind() == FileKind.KAMELET ? reader.kamelet(root) : reader.routes(root);
    }

    /** A block of a page that shows some steps without the route around them. */
    static boolean isSteps(SourceFile file, YamlNode root) {
        return file.isBlock()
                && root.isList()
                && root.items().stream()
                        .filter(YamlNode::isMap)
                        .flatMap(item -> item.pairs().stream())
                        .map(Map.Entry::getKey)
                        .noneMatch(key -> key.isScalar() && TOPS.contains(key.text()));
    }

    private RouteView fragment(YamlNode root) {
        List<Step> steps = new ArrayList<>();
        root.items().forEach(item -> step(item, null).ifPresent(steps::add));
        return new RouteView(file, "steps", root, root, "", Optional.empty(), steps);
    }

    private List<RouteView> kamelet(YamlNode root) {
        return find(root, "spec")
                .flatMap(spec -> find(spec, "template"))
                .filter(YamlNode::isMap)
                .map(template -> List.of(view("template", template, template)))
                .orElse(List.of());
    }

    private List<RouteView> routes(YamlNode root) {
        List<RouteView> views = new ArrayList<>();
        for (YamlNode item : root.isList() ? root.items() : List.<YamlNode>of()) {
            for (Map.Entry<YamlNode, YamlNode> pair :
                    item.isMap() ? item.pairs() : List.<Map.Entry<YamlNode, YamlNode>>of()) {
                if (pair.getKey().isScalar() && pair.getValue().isMap()) {
                    views.add(view(pair.getKey().text(), pair.getKey(), pair.getValue()));
                }
            }
        }
        return views;
    }

    private RouteView view(String kind, YamlNode key, YamlNode value) {
        Optional<Map.Entry<YamlNode, YamlNode>> from =
                kind.equals("from") ? Optional.of(Map.entry(key, value)) : pair(value, "from");
        String id =
                find(value, "id").filter(YamlNode::isScalar).map(YamlNode::text).orElse("");
        return new RouteView(
                file,
                kind,
                key,
                value,
                id,
                from.map(pair ->
                        new Step("from", pair.getKey(), pair.getValue(), null, List.of(), endpoint(pair.getValue()))),
                steps(kind.equals("from") ? value : value, null));
    }

    /** Every list called steps or named like an error handler, however deep; the steps in a step are its children. */
    private List<Step> steps(YamlNode node, @Nullable Step parent) {
        List<Step> found = new ArrayList<>();
        if (!node.isMap()) {
            return found;
        }
        for (Map.Entry<YamlNode, YamlNode> pair : node.pairs()) {
            String name = pair.getKey().isScalar() ? pair.getKey().text() : "";
            YamlNode value = pair.getValue();
            if (name.equals("steps") && value.isList()) {
                value.items().forEach(item -> step(item, parent).ifPresent(found::add));
            } else if (value.isMap() && !name.equals("parameters")) {
                found.addAll(steps(value, parent));
            } else if (value.isList()) {
                value.items().forEach(item -> found.addAll(steps(item, parent)));
            }
        }
        return found;
    }

    private Optional<Step> step(YamlNode item, @Nullable Step parent) {
        if (!item.isMap()
                || item.pairs().isEmpty()
                || !item.pairs().get(0).getKey().isScalar()) {
            return Optional.empty();
        }
        YamlNode key = item.pairs().get(0).getKey();
        YamlNode value = item.pairs().get(0).getValue();
        List<Step> children = new ArrayList<>();
        Step step = new Step(key.text(), key, value, parent, children, endpoint(key.text(), value));
        children.addAll(steps(value, step));
        return Optional.of(step);
    }

    private static Optional<EndpointUse> endpoint(String step, YamlNode value) {
        if (value.isScalar()) {
            return List.of("to", "toD", "wireTap", "poll").contains(step)
                    ? Optional.of(use(value, value.text(), Optional.empty()))
                    : Optional.empty();
        }
        return endpoint(value);
    }

    private static Optional<EndpointUse> endpoint(YamlNode value) {
        return find(value, "uri")
                .filter(YamlNode::isScalar)
                .map(uri -> use(uri, uri.text(), find(value, "parameters").filter(YamlNode::isMap)));
    }

    private static EndpointUse use(YamlNode where, String text, Optional<YamlNode> parameters) {
        int query = Uris.query(text);
        String uri = query < 0 ? text : text.substring(0, query);
        int colon = uri.indexOf(':');
        Map<String, YamlNode> options = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : query < 0 ? new String[0] : text.substring(query + 1).split("&")) {
            String name = part.replaceFirst("=.*", "");
            options.put(name, where);
            values.put(name, part.contains("=") ? part.substring(part.indexOf('=') + 1) : "");
        }
        parameters.ifPresent(given -> given.pairs().forEach(pair -> {
            String name = pair.getKey().isScalar() ? pair.getKey().text() : "";
            options.put(name, pair.getValue());
            values.put(name, pair.getValue().isScalar() ? pair.getValue().text() : "");
        }));
        return new EndpointUse(
                where,
                uri,
                colon < 0 ? uri : uri.substring(0, colon),
                colon < 0 ? "" : uri.substring(colon + 1).replaceFirst("^//", ""),
                options,
                values);
    }

    private static Optional<Map.Entry<YamlNode, YamlNode>> pair(YamlNode node, String name) {
        return node.isMap()
                ? node.pairs().stream()
                        .filter(pair ->
                                pair.getKey().isScalar() && pair.getKey().text().equals(name))
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<YamlNode> find(YamlNode node, String name) {
        return pair(node, name).map(Map.Entry::getValue);
    }
}
