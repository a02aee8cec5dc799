package ai.returning.routes.lint.safety;

import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Expr;
import ai.returning.routes.lint.known.Expressions;
import ai.returning.routes.lint.known.Knowledge;
import java.util.List;
import java.util.Set;

/** Splits and aggregates that may hold everything in memory. */
public final class Bounds implements Check {
    private static final Set<String> SIZES = Set.of(
            "completionSize", "completionSizeExpression", "completionPredicate", "completionOnNewCorrelationGroup");
    private static final Set<String> TIMES =
            Set.of("completionTimeout", "completionTimeoutExpression", "completionInterval");

    @Override
    public void check(Knowledge known, Findings findings) {
        for (RouteView route : known.routes()) {
            boolean sync = SyncSafety.isSync(route);
            route.walk().forEach(step -> {
                if (step.name().equals("split") && !sync) {
                    split(known, route, step, findings);
                } else if (step.name().equals("aggregate")) {
                    aggregate(route, step, findings);
                }
            });
        }
    }

    private static void split(Knowledge known, RouteView route, Step step, Findings findings) {
        boolean streaming = step.option("streaming")
                .flatMap(text -> known.filled(route, text))
                .filter("true"::equals)
                .isPresent();
        if (!streaming && !Expressions.of(step).stream().allMatch(Bounds::isSmall)) {
            findings.add(
                    route.file(),
                    step.key(),
                    RuleName.UNBOUNDED_SPLIT,
                    "the split takes its whole input into memory",
                    "streaming: true");
        }
    }

    /** A part of a message is in memory already. */
    private static boolean isSmall(Expr expression) {
        return switch (expression.language()) {
            case "simple" -> expression.text().strip().matches("(?s)\\$\\{(body[.\\[]|variable|header|exchangeProperty).*");
            case "constant", "header", "variable", "exchangeProperty" -> true;
            default -> false;
        };
    }

    private static void aggregate(RouteView route, Step step, Findings findings) {
        boolean batch = step.option("completionFromBatchConsumer").filter("true"::equals).isPresent();
        if (batch) {
            return;
        }
        report(route, step, SIZES, "in size", "completionSize: 1000", findings);
        report(route, step, TIMES, "in time", "completionTimeout: 10000", findings);
    }

    private static void report(
            RouteView route, Step step, Set<String> keys, String what, String advice, Findings findings) {
        if (List.copyOf(keys).stream().noneMatch(key -> step.node(key).isPresent())) {
            findings.add(
                    route.file(),
                    step.key(),
                    RuleName.UNBOUNDED_AGGREGATE,
                    "the aggregate has no end " + what,
                    advice);
        }
    }
}
