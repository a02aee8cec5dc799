package ai.returning.routes.lint.data;

import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.support.YamlNode;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Finds the headers and variables that routes set. */
final class NamesSet {
    private NamesSet() {}

    static Set<String> headers(Collection<RouteView> routes) {
        return names(routes, "setHeader", "setHeaders", "headers", "convertHeaderTo", "header:");
    }

    static Set<String> variables(Collection<RouteView> routes) {
        Set<String> names = names(routes, "setVariable", "setVariables", "variables", "convertVariableTo", "");
        boolean events = routes.stream()
                .flatMap(route -> route.from().stream())
                .flatMap(from -> from.endpoint().stream())
                .anyMatch(use -> use.scheme().equals("returning-ai-event"));
        if (events) {
            names.add("event"); // the consumer sets it
        }
        return names;
    }

    private static Set<String> names(
            Collection<RouteView> routes, String one, String many, String list, String converted, String received) {
        Set<String> names = new TreeSet<>();
        routes.stream().flatMap(RouteView::walk).forEach(step -> {
            if (step.name().equals(one)) {
                step.option("name").ifPresent(names::add);
            } else if (step.name().equals(many)) {
                many(step, list, names);
            } else if (step.name().equals(converted)) {
                step.option("toName").or(() -> step.option("name")).ifPresent(names::add);
            }
            step.option("variableReceive")
                    .filter(name -> received.isEmpty() ? !name.startsWith("header:") : name.startsWith(received))
                    .ifPresent(name -> names.add(name.substring(received.length())));
        });
        return names;
    }

    private static void many(Step step, String list, Set<String> names) {
        step.node(list).stream()
                .flatMap(items -> Nodes.items(items).stream())
                .map(item -> Nodes.find(item, "name"))
                .flatMap(name -> name.filter(YamlNode::isScalar).stream())
                .forEach(name -> names.add(name.text()));
    }
}
