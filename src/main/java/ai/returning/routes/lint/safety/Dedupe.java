package ai.returning.routes.lint.safety;

import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Expr;
import ai.returning.routes.lint.known.Expressions;
import ai.returning.routes.lint.known.Knowledge;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The filter of duplicates that Camel has. It notes a key before the work is done, so a crash loses the message, and a
 * delivery that comes meanwhile is told it was done. Its table takes keys of 100 characters.
 */
public final class Dedupe implements Check {
    private static final int KEY_LENGTH = 100;
    private static final Pattern PLACE = Pattern.compile("\\$\\{");

    @Override
    public void check(Knowledge known, Findings findings) {
        known.routes().forEach(route -> route.walk()
                .filter(step -> step.name().equals("idempotentConsumer"))
                .forEach(step -> check(known, route, step, findings)));
    }

    private static void check(Knowledge known, RouteView route, Step step, Findings findings) {
        boolean eager = step.option("eager").filter("false"::equals).isEmpty();
        Optional<String> effect = step.walk()
                .skip(1)
                .flatMap(inner -> known.calls().effect(inner).stream())
                .map(operation -> operation.id())
                .findFirst();
        if (eager || effect.isPresent()) {
            findings.add(
                    route.file(),
                    step.key(),
                    RuleName.EAGER_DEDUPE,
                    eager
                            ? "idempotentConsumer notes the key before the work is done: after a crash, or while the"
                                    + " first delivery still runs, the message is dropped as done"
                            : "idempotentConsumer does not keep " + effect.orElse("the effect") + " from being done twice",
                    effect.isPresent()
                            ? "take it out; the business key of the effect decides what is done once"
                            : "eager: false and removeOnFailure: true");
        }
        Expressions.of(step).stream()
                .filter(Dedupe::isLong)
                .findFirst()
                .ifPresent(expression -> findings.add(
                        route.file(),
                        expression.node(),
                        RuleName.LONG_KEY,
                        "a key put together of several values may be longer than the " + KEY_LENGTH
                                + " characters its column takes",
                        "${hash(" + expression.text().replaceAll("\\s+", " ").strip() + ",SHA-256)}"));
    }

    private static boolean isLong(Expr expression) {
        String text = expression.text();
        boolean several = PLACE.matcher(text).results().count() > 1;
        return expression.language().equals("simple")
                && !text.strip().startsWith("${hash(")
                && (several || text.length() > KEY_LENGTH || text.strip().matches("\\$\\{body}"));
    }
}
