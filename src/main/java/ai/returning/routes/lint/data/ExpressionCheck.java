package ai.returning.routes.lint.data;

import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Expr;
import ai.returning.routes.lint.known.Expressions;
import ai.returning.routes.lint.known.Knowledge;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;

/** Expressions that their language cannot read. */
public final class ExpressionCheck implements Check {
    /** Names in the DSL that differ from those of the language. */
    private static final Map<String, String> LANGUAGES = Map.of("method", "bean", "language", "simple");

    /** Told by the rule about code. */
    private static final Set<String> CODE =
            Set.of("groovy", "js", "javascript", "java", "joor", "mvel", "ognl", "python", "spel", "wasm");

    private @Nullable SimpleSyntax simple;

    @Override
    public void check(Knowledge known, Findings findings) {
        for (RouteView route : known.routes()) {
            Expressions.of(route).forEach(expression -> check(known, route, expression, findings));
            route.walk().forEach(step -> number(known, route, step, findings));
        }
    }

    private void check(Knowledge known, RouteView route, Expr expression, Findings findings) {
        switch (expression.language()) {
            case "simple" -> simple(known, route, expression, findings);
            case "constant" -> constant(route, expression, findings);
            case "xpath" -> xpath(route, expression, findings);
            default -> language(known, route, expression, findings);
        }
    }

    private void simple(Knowledge known, RouteView route, Expr expression, Findings findings) {
        String text =
                known.filled(route, expression.text()).orElse(expression.text().replaceAll("\\{\\{[^}]*}}", "x"));
        if (text.isBlank() || !expression.predicate() && !text.contains("${")) {
            if (expression.text().isBlank() && !expression.node().isNull()) {
                report(route, expression, "the expression is empty", "such as ${body}", findings);
            }
            return;
        }
        SimpleSyntax syntax = simple;
        if (syntax == null) {
            syntax = new SimpleSyntax();
            simple = syntax;
        }
        syntax.fault(text, expression.predicate())
                .ifPresent(fault -> report(route, expression, fault.problem(), fault.advice(), findings));
    }

    /** What a delay waits and a throttle lets through is a number; Camel finds out with the first message. */
    private static void number(Knowledge known, RouteView route, Step step, Findings findings) {
        if (step.name().matches("delay|throttle")) {
            Expressions.of(step).stream()
                    .filter(expression -> expression.language().equals("constant"))
                    .filter(expression -> known.filled(route, expression.text())
                            .filter(text -> !text.strip().matches("\\d{1,18}"))
                            .isPresent())
                    .forEach(expression -> report(
                            route,
                            expression,
                            step.name() + " takes a number, not '" + expression.text() + "'",
                            step.name().equals("delay") ? "milliseconds, such as 500" : "a number, such as 10",
                            findings));
        }
    }

    private static void constant(RouteView route, Expr expression, Findings findings) {
        if (expression.text().contains("${")) {
            report(
                    route,
                    expression,
                    "a constant is taken as it is written, its ${…} is not filled",
                    "simple",
                    findings);
        }
    }

    private static void xpath(RouteView route, Expr expression, Findings findings) {
        try {
            XPathFactory.newInstance().newXPath().compile(expression.text());
        } catch (XPathExpressionException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            // A prefix of a namespace is declared beside the expression.
            if (!why.toLowerCase(Locale.ROOT).contains("prefix")) {
                report(route, expression, "the path cannot be read: " + why, "", findings);
            }
        }
    }

    private static void language(Knowledge known, RouteView route, Expr expression, Findings findings) {
        if (CODE.contains(expression.language())) {
            return;
        }
        String name = LANGUAGES.getOrDefault(expression.language(), expression.language());
        if (!known.schemes().hasLanguage(name)) {
            report(
                    route,
                    expression,
                    "the language " + name + " is not part of this bundle",
                    "simple, or add camel-" + name + " to pom.xml",
                    findings);
        }
    }

    private static void report(RouteView route, Expr expression, String problem, String advice, Findings findings) {
        findings.add(route.file(), expression.node(), RuleName.BAD_EXPRESSION, problem, advice);
    }
}
