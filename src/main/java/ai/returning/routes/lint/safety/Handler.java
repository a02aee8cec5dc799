package ai.returning.routes.lint.safety;

import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.support.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.support.PatternHelper;

/**
 * Something that decides what happens at an error: an {@code onException}, or an error handler.
 *
 * @param file where it stands, which need not be the file of the route
 * @param kind {@code onException}, or the sort of error handler such as {@code deadLetterChannel}
 * @param owner what it belongs to, to be read after "of"
 */
record Handler(SourceFile file, YamlNode value, String kind, String owner) {

    boolean isOnException() {
        return kind.equals("onException");
    }

    String place() {
        return file.name() + ":" + file.line(value.line());
    }

    /** Everything that decides about the errors of a route: its own, its configurations', its file's. */
    static List<Handler> of(Knowledge known, RouteView route) {
        List<Handler> handlers = new ArrayList<>(below(route.file(), route.value(), "the route"));
        for (RouteView other : known.routes()) {
            if (other.kind().equals("routeConfiguration") && applies(route, other.id())) {
                String owner = other.id().isEmpty() ? "a configuration for all routes" : "'" + other.id() + "'";
                handlers.addAll(below(other.file(), other.value(), owner));
            } else if (other.file().equals(route.file())) {
                handlers.addAll(ofFile(other));
            }
        }
        return handlers;
    }

    private static List<Handler> ofFile(RouteView view) {
        return switch (view.kind()) {
            case "onException" -> List.of(new Handler(view.file(), view.value(), "onException", "the file"));
            case "errorHandler" -> errorHandler(view.file(), view.value(), "the file").toList();
            default -> List.of();
        };
    }

    private static boolean applies(RouteView route, String configuration) {
        if (configuration.isEmpty()) {
            return true;
        }
        return Arrays.stream(route.option("routeConfigurationId").orElse("").split(","))
                .map(String::strip)
                .filter(wanted -> !wanted.isEmpty())
                .anyMatch(wanted -> PatternHelper.matchPattern(configuration, wanted));
    }

    private static List<Handler> below(SourceFile file, YamlNode node, String owner) {
        Stream<Handler> exceptions = Nodes.find(node, "onException").stream()
                .flatMap(list -> list.isList() ? list.items().stream() : Stream.of(list))
                .map(item -> Nodes.find(item, "onException").orElse(item))
                .map(value -> new Handler(file, value, "onException", owner));
        Stream<Handler> handlers = Nodes.find(node, "errorHandler").stream().flatMap(value -> errorHandler(file, value, owner));
        return Stream.concat(exceptions, handlers).toList();
    }

    private static Stream<Handler> errorHandler(SourceFile file, YamlNode value, String owner) {
        return Nodes.pairs(value).entrySet().stream()
                .filter(entry -> !entry.getKey().equals("id"))
                .map(entry -> new Handler(file, entry.getValue(), entry.getKey(), owner));
    }

    /** How it repeats a failed step, in words; empty if it does not. */
    Optional<String> repeats(Knowledge known) {
        Map<String, YamlNode> pairs = Nodes.pairs(value);
        if (pairs.containsKey("retryWhile") || pairs.containsKey("retryWhileRef")) {
            return Optional.of("retryWhile");
        }
        if (pairs.containsKey("redeliveryPolicyRef")) {
            return Optional.of("redeliveryPolicyRef");
        }
        return Nodes.find(value, "redeliveryPolicy")
                .flatMap(policy -> Nodes.text(policy, "maximumRedeliveries"))
                .map(text -> known.project().settings().filled(text).orElse(text))
                .filter(times -> !times.equals("0"))
                .map(times -> "maximumRedeliveries: " + times);
    }

    /** Whether a switch such as {@code handled} is on: set, and not the constant false. */
    boolean says(String key) {
        return Nodes.find(value, key)
                .filter(node -> !node.isNull())
                .filter(node -> Nodes.scalars(node).noneMatch(text -> text.text().equals("false")))
                .isPresent();
    }
}
