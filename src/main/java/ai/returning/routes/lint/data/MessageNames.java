package ai.returning.routes.lint.data;

import ai.returning.routes.contract.ApiParameter;
import ai.returning.routes.contract.FormParts;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.support.Nearest;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;

/** Headers and variables that are read and that nobody sets: Camel gives null for them, silently. */
public final class MessageNames implements Check {
    private static final String PARAMETER = "returning-ai.";

    @Override
    public void check(Knowledge known, Findings findings) {
        Set<String> camel = camelHeaders(known);
        Set<String> allHeaders = NamesSet.headers(known.routes());
        Set<String> allVariables = NamesSet.variables(known.routes());
        List<RouteView> shared =
                known.routes().stream().filter(MessageNames::isShared).toList();
        Set<String> sharedHeaders = NamesSet.headers(shared);
        Set<String> sharedVariables = NamesSet.variables(shared);
        Set<String> parameters = parameters(known);
        for (RouteView route : known.routes()) {
            boolean entry = known.calls().isOpen(route);
            boolean called = isCalled(route);
            Set<String> headers = with(NamesSet.headers(List.of(route)), called ? allHeaders : sharedHeaders);
            NameReads.headers().in(route).stream()
                    .filter(read -> !isKnown(read.name(), headers) && !camel.contains(read.name()))
                    .forEach(read -> {
                        Set<String> all = new TreeSet<>(headers);
                        all.addAll(camel);
                        boolean own = read.name().startsWith("Camel");
                        boolean open = entry || behindACall(known, route, read);
                        report(route, read, RuleName.UNKNOWN_HEADER, "header", all, open && !own, findings);
                    });
            Set<String> variables = with(NamesSet.variables(List.of(route)), called ? allVariables : sharedVariables);
            variables.addAll(parameters);
            NameReads.variables().in(route).stream()
                    .filter(read -> !isKnown(bare(read.name()), variables))
                    .forEach(read ->
                            report(route, read, RuleName.UNKNOWN_VARIABLE, "variable", variables, entry, findings));
            misspelt(route, parameters, findings);
        }
    }

    /** Whether an answer came before, whose headers are those of the other side. */
    private static boolean behindACall(Knowledge known, RouteView route, NameReads.Read read) {
        return route.walk()
                .filter(step -> !step.name().equals("from")
                        && step.key().begin() < read.node().begin())
                .flatMap(step -> known.endpoint(route, step).stream())
                .anyMatch(use ->
                        List.of("http", "https", "kamelet", "returning-ai").contains(use.scheme()));
    }

    /** A name may be followed by a part of its value. */
    private static boolean isKnown(String name, Set<String> names) {
        return names.contains(name) || names.contains(name.replaceFirst("\\..*", ""));
    }

    private static String bare(String name) {
        return name.replaceFirst("^(global|route):", "");
    }

    private static Set<String> with(Set<String> own, Set<String> others) {
        Set<String> all = new TreeSet<>(own);
        all.addAll(others);
        return all;
    }

    /** Others may have set what it reads. */
    private static boolean isCalled(RouteView route) {
        return route.from().isEmpty()
                || route.from()
                        .flatMap(Step::endpoint)
                        .filter(use -> List.of("direct", "seda", "kamelet").contains(use.scheme()))
                        .isPresent();
    }

    /** What it sets is there for the route that calls it. */
    private static boolean isShared(RouteView route) {
        return route.kind().equals("template")
                || route.from()
                        .flatMap(Step::endpoint)
                        .filter(use -> use.scheme().equals("direct"))
                        .isPresent();
    }

    private static void report(
            RouteView route,
            NameReads.Read read,
            RuleName rule,
            String what,
            Set<String> names,
            boolean open,
            Findings findings) {
        String near = Nearest.of(bare(read.name()), names);
        // Where messages come from outside, only a slip is sure to be one.
        if (near != null || !open) {
            findings.add(
                    route.file(),
                    read.node(),
                    rule,
                    what + " '" + read.name() + "' is read and nothing sets it",
                    near == null ? "a step that sets it before, or another " + what : near);
        }
    }

    /** A variable that looks like a parameter of an operation is refused when the route runs. */
    private static void misspelt(RouteView route, Set<String> parameters, Findings findings) {
        route.walk()
                .filter(step -> step.name().equals("setVariable"))
                .forEach(step -> step.option("name")
                        .filter(name ->
                                name.startsWith(PARAMETER) && !parameters.isEmpty() && !parameters.contains(name))
                        .ifPresent(name -> {
                            String near = Nearest.of(name, parameters);
                            findings.add(
                                    route.file(),
                                    step.node("name").orElse(step.key()),
                                    RuleName.UNKNOWN_VARIABLE,
                                    "variable '" + name + "' is set, but no operation has such a parameter",
                                    near == null ? "a name without " + PARAMETER : near);
                        }));
    }

    private static Set<String> parameters(Knowledge known) {
        Set<String> names = new TreeSet<>();
        known.contract().ifPresent(contract -> {
            contract.operations().stream()
                    .flatMap(operation -> operation.parameters().stream())
                    .map(ApiParameter::name)
                    .forEach(name -> names.add(PARAMETER + name));
            contract.operations().stream()
                    .flatMap(operation -> FormParts.of(operation).texts().stream())
                    .forEach(name -> names.add(PARAMETER + name));
            names.add(PARAMETER + "pageToken");
        });
        return names;
    }

    /** Headers of Camel itself and of all components the project uses. */
    private static Set<String> camelHeaders(Knowledge known) {
        Set<String> names = new TreeSet<>(Set.of("breadcrumbId"));
        for (Field field : Exchange.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                names.add(constant(field));
            }
        }
        known.routes().stream()
                .flatMap(RouteView::walk)
                .flatMap(step -> step.endpoint().stream())
                .map(use -> use.scheme())
                .distinct()
                .flatMap(scheme -> known.schemes().find(scheme).stream())
                .forEach(facts -> names.addAll(facts.headers()));
        return names;
    }

    private static String constant(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a constant of an interface is public", e);
        }
    }
}
