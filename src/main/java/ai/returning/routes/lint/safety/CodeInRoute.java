package ai.returning.routes.lint.safety;

import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Expr;
import ai.returning.routes.lint.known.Expressions;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.lint.known.Nodes;
import ai.returning.routes.support.YamlNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Programs in YAML: they have no test of their own, and no compiler sees them. */
public final class CodeInRoute implements Check {
    private static final Set<String> LANGUAGES =
            Set.of("groovy", "js", "javascript", "java", "joor", "mvel", "ognl", "python", "spel", "wasm");
    /** A call of a Java method in a simple expression. */
    private static final Pattern METHOD =
            Pattern.compile("\\$\\{(?:body|header|variable|exchange|exchangeProperty|in|camelContext)[^}]*\\.\\w+\\(");

    private static final Pattern CLASS = Pattern.compile("\\$\\{(?:type:|bean:type:)");

    @Override
    public void check(Knowledge known, Findings findings) {
        for (RouteView route : known.routes()) {
            Expressions.of(route).forEach(expression -> expression(route, expression, findings));
            route.walk().filter(step -> step.name().equals("script")).forEach(step -> script(route, step, findings));
        }
        known.project().files(FileKind.ROUTE).forEach(file -> Optional.ofNullable(file.root())
                .ifPresent(root -> beans(file, root, findings)));
    }

    private static void expression(RouteView route, Expr expression, Findings findings) {
        if (LANGUAGES.contains(expression.language())) {
            report(route.file(), expression.node(), "a rule in " + expression.language(), findings);
        } else if (expression.language().equals("simple")
                && (METHOD.matcher(expression.text()).find()
                        || CLASS.matcher(expression.text()).find())) {
            report(route.file(), expression.node(), "a call of a Java method", findings);
        }
    }

    private static void script(RouteView route, Step step, Findings findings) {
        if (Expressions.of(step).stream().noneMatch(expression -> LANGUAGES.contains(expression.language()))) {
            report(route.file(), step.key(), "a script", findings);
        }
    }

    private static void beans(SourceFile file, YamlNode root, Findings findings) {
        Nodes.items(root).stream()
                .flatMap(item -> Nodes.find(item, "beans").stream())
                .flatMap(beans -> Nodes.items(beans).stream())
                .flatMap(bean -> Nodes.find(bean, "script").stream())
                .forEach(script -> report(file, script, "a bean made by a script", findings));
    }

    private static void report(SourceFile file, YamlNode where, String what, Findings findings) {
        findings.add(
                file,
                where,
                RuleName.CODE_IN_ROUTE,
                what + " stands in YAML, where no test and no compiler sees it",
                "simple without method calls, or a named bean with a test of its own");
    }
}
