package ai.returning.routes.lint;

import ai.returning.routes.support.YamlNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every step has an id of its own: tests, metrics and the console name steps by it. */
final class IdRule implements Rule {
    @Override
    public void check(Project project, Findings findings) {
        Map<String, RouteView> owners = new HashMap<>();
        Map<String, RouteView> byId = new HashMap<>();
        project.routes().forEach(route -> {
            route(route, findings);
            unique(route, byId, findings);
            steps(route, owners, findings);
        });
    }

    private static void route(RouteView route, Findings findings) {
        if (route.kind().equals("route") && route.id().isEmpty()) {
            String name = route.file().isBlock() ? "a-name" : route.file().stem();
            boolean alone = route.file().root() != null && route.file().root().items().size() == 1;
            Optional<Fix> fix = alone ? Keys.first(route.file(), route.value(), "id: " + name) : Optional.empty();
            findings.add(
                    route.file(), route.key(), RuleName.MISSING_ID, "the route has no id", "id: " + name, fix);
        }
    }

    /** One id, one route; kinds of things do not share a room, so a configuration may be named like a route. */
    private static void unique(RouteView route, Map<String, RouteView> byId, Findings findings) {
        RouteView owner = route.id().isEmpty() || route.file().isBlock()
                ? null
                : byId.putIfAbsent(route.kind() + " " + route.id(), route);
        if (owner != null) {
            findings.add(
                    route.file(),
                    Keys.value(route.value(), "id").orElse(route.key()),
                    RuleName.DUPLICATE_ID,
                    "the " + route.kind() + " '" + route.id() + "' stands in " + place(owner, route) + " already",
                    "another id");
        }
    }

    private static String place(RouteView owner, RouteView route) {
        return owner.file() == route.file() ? "this file" : owner.file().name();
    }

    private static void steps(RouteView route, Map<String, RouteView> owners, Findings findings) {
        Set<String> taken = new HashSet<>();
        route.walk().flatMap(step -> step.id().stream()).forEach(taken::add);
        String prefix = route.option("nodePrefixId").orElse("");
        Set<String> seen = new HashSet<>();
        route.walk().forEach(step -> {
            Optional<String> id = step.id().filter(name -> !name.isBlank());
            if (id.isEmpty() && wanted(route, step)) {
                missing(route, step, taken, findings);
            } else if (id.isPresent()) {
                boolean twice = !seen.add(id.get());
                RouteView owner = route.file().isBlock() ? route : owners.putIfAbsent(prefix + id.get(), route);
                boolean elsewhere = owner != null && owner != route && !speaksForItself(owner, route);
                if (twice || elsewhere) {
                    duplicate(route, step, id.get(), twice ? route : owner, taken, findings);
                }
            }
        });
    }

    /** Kamelets get prefixes of their own when routes are made of them; routes of one id were told. */
    private static boolean speaksForItself(RouteView one, RouteView other) {
        return one.file().kind() == FileKind.KAMELET
                || other.file().kind() == FileKind.KAMELET
                || one.id().equals(other.id());
    }

    /** Where a Kamelet begins is named by whoever calls it. */
    private static boolean wanted(RouteView route, Step step) {
        return !step.value().isNull()
                && !(step.name().equals("from") && route.file().kind() == FileKind.KAMELET);
    }

    private static void missing(RouteView route, Step step, Set<String> taken, Findings findings) {
        String id = StepNames.of(step, taken);
        taken.add(id);
        findings.add(
                route.file(),
                step.key(),
                RuleName.MISSING_ID,
                "step '" + step.name() + "' has no id",
                "id: " + id,
                step.value().isMap() ? Keys.first(route.file(), step.value(), "id: " + id) : Optional.empty());
    }

    private static void duplicate(
            RouteView route, Step step, String id, RouteView owner, Set<String> taken, Findings findings) {
        YamlNode where = step.node("id").orElse(step.key());
        String place = owner == route ? "this route" : place(owner, route);
        String other = StepNames.free(id, taken);
        findings.add(
                route.file(),
                where,
                RuleName.DUPLICATE_ID,
                "the id '" + id + "' stands in " + place + " already",
                "another one, such as " + other);
    }
}
