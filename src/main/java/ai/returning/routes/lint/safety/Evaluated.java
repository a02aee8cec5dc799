package ai.returning.routes.lint.safety;

import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Expr;
import ai.returning.routes.lint.known.Expressions;
import ai.returning.routes.lint.known.Knowledge;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Message data that decides where a message goes, or that is run as an expression, template or SQL. */
public final class Evaluated implements Check {
    private static final Set<String> DYNAMIC =
            Set.of("toD", "recipientList", "routingSlip", "dynamicRouter", "enrich", "pollEnrich", "wireTap");
    /** Headers that send a message elsewhere. */
    private static final Set<String> TARGETS = Set.of(
            "CamelHttpUri",
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelHttpRawQuery",
            "CamelRestHttpUri",
            "CamelHttpHost");
    /** Headers whose value is run. */
    private static final Set<String> RUN = Set.of(
            "CamelSqlQuery",
            "CamelLanguageScript",
            "CamelVelocityTemplate",
            "CamelVelocityResourceUri",
            "CamelFreemarkerTemplate",
            "CamelFreemarkerResourceUri",
            "CamelMustacheTemplate",
            "CamelMvelTemplate",
            "CamelXsltResourceUri",
            "CamelXsltStylesheet",
            "CamelSchematronResourceUri",
            "CamelExecCommandExecutable",
            "CamelFileName");
    /** Options that let a message bring what is run. */
    private static final Set<String> OPENERS = Set.of(
            "allowTemplateFromHeader",
            "allowContextMapAll",
            "allowContentAsLanguage",
            "useMessageBodyForSql",
            "useMessageBodyForTemplate");
    /** Components that run their path or body. */
    private static final Set<String> RUNNERS = Set.of("sql", "language", "exec", "velocity", "freemarker", "mustache");

    @Override
    public void check(Knowledge known, Findings findings) {
        for (RouteView route : known.routes()) {
            List<Step> steps = route.walk().toList();
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                target(route, step, findings);
                headers(route, step, findings);
                known.endpoint(route, step).ifPresent(use -> {
                    unfilled(route, step, use, findings);
                    runs(route, step, use, findings);
                });
                if (i > 0) {
                    body(route, steps.get(i - 1), step, findings);
                }
            }
        }
    }

    private static void target(RouteView route, Step step, Findings findings) {
        boolean constant = step.option("dynamicUri").filter("false"::equals).isPresent();
        if (!DYNAMIC.contains(step.name()) || constant) {
            return;
        }
        boolean fromMessage = step.endpoint().isPresent()
                ? step.endpoint().filter(Evaluated::hasPlace).isPresent()
                : Expressions.of(step).stream().anyMatch(Evaluated::isDynamic);
        if (fromMessage) {
            findings.add(
                    route.file(),
                    step.key(),
                    RuleName.DYNAMIC_URI,
                    "the target of this " + step.name()
                            + " is made of message data, so the sender decides where it goes",
                    "a choice with one 'to' for each target");
        }
    }

    private static boolean hasPlace(EndpointUse use) {
        return use.where().text().contains("${") || use.uri().contains("${");
    }

    private static boolean isDynamic(Expr expression) {
        return switch (expression.language()) {
            case "constant" -> false;
            case "simple" ->
                expression.text().contains("${") || expression.text().contains("$simple{");
            default -> true;
        };
    }

    /** Only {@code toD} and the like fill a URI; to others the place is plain text. */
    private static void unfilled(RouteView route, Step step, EndpointUse use, Findings findings) {
        boolean constant = step.name().matches("from|to|poll")
                || step.name().equals("wireTap")
                        && step.option("dynamicUri").filter("false"::equals).isPresent();
        if (constant && use.uri().contains("${") && !RUNNERS.contains(use.scheme())) {
            findings.add(
                    route.file(),
                    use.where(),
                    RuleName.DYNAMIC_URI,
                    "'" + step.name() + "' does not fill in ${…}: it is sent as it is written",
                    "a URI without message data, and the value in the body, a header or an option");
        }
    }

    private static void headers(RouteView route, Step step, Findings findings) {
        String name = step.name().equals("setHeader") ? step.option("name").orElse("") : "";
        boolean dynamic = Expressions.of(step).stream().anyMatch(Evaluated::isDynamic);
        if (dynamic && TARGETS.contains(name)) {
            findings.add(
                    route.file(),
                    step.key(),
                    RuleName.DYNAMIC_URI,
                    "header " + name + " sends the next HTTP call to a place made of message data",
                    "the path as a constant in the URI of a Kamelet");
        } else if (dynamic && RUN.contains(name)) {
            evaluated(
                    route, step, "header " + name + " makes message data run", "a constant, or leave it out", findings);
        }
    }

    private static void runs(RouteView route, Step step, EndpointUse use, Findings findings) {
        for (String option : OPENERS) {
            if ("true".equals(use.values().get(option))) {
                evaluated(
                        route,
                        step,
                        "option '" + option + "' lets a message bring what is run",
                        "leave " + option + " out",
                        findings);
            }
        }
        boolean dynamic = RUNNERS.contains(use.scheme())
                && (hasPlace(use) || use.values().values().stream().anyMatch(text -> text.contains("${")));
        if (dynamic) {
            evaluated(
                    route,
                    step,
                    use.scheme() + ": runs a text that is made of message data",
                    use.scheme().equals("sql") ? ":#${body[id]} as a parameter of the query" : "a constant",
                    findings);
        }
    }

    /** A body put together just before a component that runs its body. */
    private static void body(RouteView route, Step before, Step step, Findings findings) {
        Optional<EndpointUse> use = step.endpoint().filter(one -> one.scheme().equals("jdbc"));
        boolean made = before.name().matches("setBody|transform")
                && Expressions.of(before).stream().anyMatch(Evaluated::isDynamic);
        if (use.isPresent() && made) {
            evaluated(
                    route,
                    before,
                    "this body is run as SQL and is made of message data",
                    "a constant with :?name and useHeadersAsParameters: true",
                    findings);
        }
    }

    private static void evaluated(RouteView route, Step step, String problem, String advice, Findings findings) {
        findings.add(route.file(), step.key(), RuleName.MESSAGE_DATA_EVALUATED, problem, advice);
    }
}
