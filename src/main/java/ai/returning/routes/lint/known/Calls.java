package ai.returning.routes.lint.known;

import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who calls what: which operation a step ends in, and who calls a {@code direct:} or {@code seda:} route. */
public final class Calls {
    private final Knowledge knowledge;
    private final Map<String, RouteView> entries = new HashMap<>();
    private final Set<String> called = new HashSet<>();

    Calls(Knowledge knowledge) {
        this.knowledge = knowledge;
        for (RouteView route : knowledge.routes()) {
            route.from()
                    .flatMap(Step::endpoint)
                    .filter(Calls::isInner)
                    .ifPresent(use -> entries.putIfAbsent(use.uri(), route));
            route.walk()
                    .filter(step -> !step.name().equals("from"))
                    .flatMap(step -> step.endpoint().stream())
                    .forEach(use -> called.add(use.uri()));
        }
    }

    private static boolean isInner(EndpointUse use) {
        return use.scheme().equals("direct") || use.scheme().equals("seda");
    }

    /** Whether somebody outside the project may bring messages, with headers and variables nobody here sets. */
    public boolean isOpen(RouteView route) {
        Optional<EndpointUse> from = route.from().flatMap(Step::endpoint);
        if (from.isEmpty()) {
            return true;
        }
        EndpointUse use = from.get();
        if (isInner(use)) {
            return !called.contains(use.uri());
        }
        return !List.of("returning-ai-sync", "returning-ai-event", "timer", "scheduler", "quartz")
                .contains(use.scheme());
    }

    /** The effect a step ends in, through Kamelets and {@code direct:} routes. */
    public Optional<Operation> effect(Step step) {
        return effect(step, new HashSet<>());
    }

    private Optional<Operation> effect(Step step, Set<String> seen) {
        if (step.name().equals("from")) {
            return Optional.empty();
        }
        return step.endpoint().flatMap(use -> effect(use, seen));
    }

    private Optional<Operation> effect(EndpointUse use, Set<String> seen) {
        Optional<Operation> own = knowledge.operation(use).filter(operation -> operation.effect() == EffectMark.ALWAYS);
        if (own.isPresent() || !seen.add(use.uri())) {
            return own;
        }
        return target(use).stream()
                .flatMap(RouteView::walk)
                .flatMap(inner -> effect(inner, seen).stream())
                .findFirst();
    }

    private Optional<RouteView> target(EndpointUse use) {
        if (use.scheme().equals("kamelet")) {
            return Optional.ofNullable(knowledge.kamelets().get(name(use))).flatMap(KameletFile::template);
        }
        return use.scheme().equals("direct") ? Optional.ofNullable(entries.get(use.uri())) : Optional.empty();
    }

    /** The name of the Kamelet an endpoint calls, without the route id after the slash. */
    public static String name(EndpointUse use) {
        return use.path().replaceFirst("/.*", "");
    }
}
