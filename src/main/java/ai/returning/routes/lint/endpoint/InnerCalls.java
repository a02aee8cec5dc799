package ai.returning.routes.lint.endpoint;

import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Expressions;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.YamlNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls between routes: a {@code direct:} that nobody takes fails, a {@code seda:} that nobody reads keeps messages. */
public final class InnerCalls implements Check {
    private static final Pattern INNER = Pattern.compile("(direct|seda):(?://)?([^?]+).*", Pattern.DOTALL);

    @Override
    public void check(Knowledge known, Findings findings) {
        Set<String> taken = taken(known);
        if (taken.stream().anyMatch(name -> name.contains("{{"))) {
            // A name that only the start tells may be any of them.
            return;
        }
        for (RouteView route : known.routes()) {
            if (route.file().isBlock()) {
                continue;
            }
            route.walk()
                    .filter(step -> !step.name().matches("from|poll") && !isPatient(step))
                    .flatMap(step -> step.endpoint().stream())
                    .forEach(use -> called(known, route, use.where(), use.uri(), taken, findings));
            Nodes.each(route.value(), (key, value) -> {
                if (key.isScalar() && key.text().equals("deadLetterUri") && value.isScalar()) {
                    called(known, route, value, value.text(), taken, findings);
                }
            });
        }
    }

    /** Who calls with {@code failIfNoConsumers: false} says that nobody need be there. */
    private static boolean isPatient(Step step) {
        return step.endpoint()
                .map(EndpointUse::values)
                .filter(values -> "false".equals(values.get("failIfNoConsumers")))
                .isPresent();
    }

    private static Set<String> taken(Knowledge known) {
        Set<String> taken = new TreeSet<>();
        for (RouteView route : known.routes()) {
            route.walk()
                    .filter(step -> step.name().matches("from|poll"))
                    .flatMap(step -> step.endpoint().stream())
                    .forEach(use -> inner(known, route, use.uri()).ifPresent(taken::add));
            route.walk()
                    .filter(step -> step.name().equals("pollEnrich"))
                    .flatMap(step -> Expressions.of(step).stream())
                    .forEach(
                            expression -> inner(known, route, expression.text()).ifPresent(taken::add));
        }
        return taken;
    }

    private static Optional<String> inner(Knowledge known, RouteView route, String uri) {
        Matcher inner = INNER.matcher(known.filled(route, uri).orElse(uri).strip());
        return inner.matches() ? Optional.of(inner.group(1) + ":" + inner.group(2)) : Optional.empty();
    }

    private static void called(
            Knowledge known, RouteView route, YamlNode where, String uri, Set<String> taken, Findings findings) {
        inner(known, route, uri)
                .filter(name -> !name.contains("${") && !name.contains("{{") && !taken.contains(name))
                .ifPresent(name -> report(route.file(), where, name, taken, findings));
    }

    private static void report(SourceFile file, YamlNode where, String name, Set<String> taken, Findings findings) {
        boolean direct = name.startsWith("direct:");
        String near = Nearest.of(name, taken);
        findings.add(
                file,
                where,
                direct ? RuleName.NOBODY_TAKES : RuleName.UNREAD_QUEUE,
                direct
                        ? "no route starts from " + name + ", so each call of it fails"
                        : "no route reads " + name + ", so its messages wait in memory until they are lost",
                near == null ? "a route with 'from' " + name : near);
    }
}
