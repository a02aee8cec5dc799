package ai.returning.routes.lint.safety;

import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.Step;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import java.util.List;

/** An effect, called here or inside a Kamelet, that an error handler would send again. */
public final class Redelivery implements Check {
    @Override
    public void check(Knowledge known, Findings findings) {
        for (RouteView route : known.routes()) {
            List<Handler> repeating = route.from().isEmpty()
                    ? List.of()
                    : Handler.of(known, route).stream()
                            .filter(handler -> handler.repeats(known).isPresent())
                            .toList();
            if (!repeating.isEmpty()) {
                route.walk().forEach(step -> check(known, route, step, repeating.get(0), findings));
            }
        }
    }

    private static void check(Knowledge known, RouteView route, Step step, Handler handler, Findings findings) {
        known.calls()
                .effect(step)
                .ifPresent(operation -> findings.add(
                        route.file(),
                        step.key(),
                        RuleName.REDELIVERY_BEFORE_EFFECT,
                        "the " + (handler.isOnException() ? "onException" : "error handler") + " of " + handler.owner()
                                + " (" + handler.place() + ") has " + handler.repeats(known).orElse("redelivery")
                                + " and would send " + operation.id() + " again",
                        "a routeConfigurationId without redelivery; the business key decides what is done once"));
    }
}
