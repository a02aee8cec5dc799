package ai.returning.routes.lint;

import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What every route of the project says of itself: description, group, switch, error handling, prefix. */
final class RouteFormRule implements Rule {
    @Override
    public void check(Project project, Findings findings) {
        Set<String> configurations = project.routes()
                .filter(route -> route.kind().equals("routeConfiguration"))
                .map(RouteView::id)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        project.routes().filter(route -> !route.file().isBlock()).forEach(route -> {
            if (route.kind().equals("route")) {
                described(route, "description", "description: one sentence that says what it does", findings);
                described(route, "group", "group: a word such as customers", findings);
                switched(route, findings);
                configured(route, configurations, findings);
                prefixed(route, findings);
            } else if (route.kind().equals("routeConfiguration")) {
                described(route, "description", "description: one sentence that says what it does", findings);
            }
        });
    }

    private static void described(RouteView route, String key, String advice, Findings findings) {
        if (route.option(key).filter(text -> !text.isBlank()).isEmpty()) {
            String problem = "the route has no " + key;
            findings.add(route.file(), route.key(), RuleName.MISSING_DESCRIPTION, problem, advice);
        }
    }

    private static void switched(RouteView route, Findings findings) {
        String id = route.id().isEmpty() ? "<id>" : route.id();
        String advice = "autoStartup: \"{{returning-ai.routes." + id + ".enabled}}\"";
        Optional<YamlNode> value = Keys.value(route.value(), "autoStartup");
        if (value.isEmpty()) {
            findings.add(
                    route.file(), route.key(), RuleName.MISSING_SWITCH, "no setting switches the route off", advice);
        } else if (!value.get().isScalar() || !value.get().text().contains("{{")) {
            String problem = "autoStartup is fixed, so no setting switches the route off";
            findings.add(route.file(), value.get(), RuleName.MISSING_SWITCH, problem, advice);
        }
    }

    private static void configured(RouteView route, Set<String> known, Findings findings) {
        Optional<YamlNode> value =
                Keys.value(route.value(), "routeConfigurationId").filter(YamlNode::isScalar);
        String names = known.isEmpty() ? "one in routes/shared" : String.join(" or ", known.stream().sorted().toList());
        if (value.isEmpty()) {
            String problem = "the route does not say what happens on an error";
            String advice = "routeConfigurationId: " + names;
            findings.add(route.file(), route.key(), RuleName.MISSING_CONFIGURATION, problem, advice);
        } else if (!value.get().text().contains("{{")) {
            for (String id : value.get().text().split(",")) {
                if (!known.contains(id.strip()) && !id.contains("*")) {
                    String near = Nearest.of(id.strip(), known);
                    findings.add(
                            route.file(),
                            value.get(),
                            RuleName.MISSING_CONFIGURATION,
                            "there is no route configuration '" + id.strip() + "'",
                            near == null ? names : near);
                }
            }
        }
    }

    private static void prefixed(RouteView route, Findings findings) {
        Optional<YamlNode> value = Keys.value(route.value(), "nodePrefixId").filter(YamlNode::isScalar);
        Optional<Map.Entry<YamlNode, YamlNode>> id = Keys.pair(route.value(), "id");
        String line = "nodePrefixId: \"" + route.id() + ".\"";
        if (value.isEmpty()) {
            Optional<Fix> fix = id.flatMap(pair -> Keys.after(route.file(), route.value(), pair, line));
            String problem = "the ids of the steps get no prefix, so two routes cannot both use one";
            findings.add(route.file(), route.key(), RuleName.MISSING_PREFIX, problem, line, fix);
        } else if (id.isPresent() && !value.get().text().equals(route.id() + ".")) {
            String problem = "the prefix '" + value.get().text() + "' is not the id of the route with a dot";
            findings.add(route.file(), value.get(), RuleName.NAME_MISMATCH, problem, line);
        }
    }
}
