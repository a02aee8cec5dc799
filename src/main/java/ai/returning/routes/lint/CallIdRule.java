package ai.returning.routes.lint;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The name after the slash of a Kamelet's call becomes the id of the route that Camel makes of the Kamelet. If another
 * route has it, one takes the place of the other, or the service does not start.
 */
final class CallIdRule implements Rule {
    /** A call that was seen, and where. */
    private record Named(RouteView route, EndpointUse use) {}

    @Override
    public void check(Project project, Findings findings) {
        Map<String, RouteView> routes = new HashMap<>();
        project.routes()
                .filter(route -> route.kind().equals("route") && !route.file().isBlock())
                .forEach(route -> routes.putIfAbsent(route.id(), route));
        Map<String, Named> calls = new HashMap<>();
        project.routes()
                .filter(route -> !route.file().isBlock())
                .forEach(route -> route.walk()
                        .flatMap(step -> step.endpoint().stream())
                        .forEach(use -> name(use).ifPresent(name -> {
                            RouteView owner = routes.get(name);
                            Named before = calls.putIfAbsent(name, new Named(route, use));
                            if (owner != null) {
                                report(
                                        route,
                                        use,
                                        name,
                                        "is the id of the route in "
                                                + owner.file().name(),
                                        findings);
                            } else if (before != null && !isSame(before.use(), use)) {
                                String place = before.route().file() == route.file()
                                        ? "this file"
                                        : before.route().file().name();
                                report(route, use, name, "names another call in " + place + " already", findings);
                            }
                        })));
    }

    private static Optional<String> name(EndpointUse use) {
        int slash = use.path().indexOf('/');
        return use.scheme().equals("kamelet") && slash >= 0
                ? Optional.of(use.path().substring(slash + 1)).filter(name -> !name.contains("{{") && !name.isBlank())
                : Optional.empty();
    }

    /** The same call twice is one endpoint to Camel. */
    private static boolean isSame(EndpointUse one, EndpointUse other) {
        return one.uri().equals(other.uri()) && one.values().equals(other.values());
    }

    private static void report(RouteView route, EndpointUse use, String name, String owner, Findings findings) {
        findings.add(
                route.file(),
                use.where(),
                RuleName.DUPLICATE_ID,
                "the call name '" + name + "' " + owner + ", and Camel makes a route of that id for the call",
                use.uri() + "-by-" + (route.id().isEmpty() ? "another-name" : route.id()));
    }
}
