package ai.returning.routes.component.sync;

import ai.returning.routes.component.ReturningAiEndpoint;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.ConvertBodyDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ThreadsDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TransformDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.PatternHelper;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a sync route that would go on after an error or change the order of its batches. By default Camel does: it
 * settles with a batch missing and calls the run a success.
 */
final class RouteSafety {
    private final CamelContext context;
    private final String routeId;

    private RouteSafety(CamelContext context, String routeId) {
        this.context = context;
        this.routeId = routeId;
    }

    static void check(Route route) {
        if (route.getRoute() instanceof RouteDefinition definition) {
            new RouteSafety(route.getCamelContext(), route.getRouteId()).check(definition);
        }
    }

    /** The same for a polled route: its cursor must not move past rows that were not dealt with. */
    static void checkPoll(Route route) {
        if (route.getRoute() instanceof RouteDefinition definition) {
            RouteSafety safety = new RouteSafety(route.getCamelContext(), route.getRouteId());
            safety.checkErrors(definition);
            safety.checkSteps(definition);
            ProcessorDefinitionHelper.filterTypeInOutputs(definition.getOutputs(), SplitDefinition.class)
                    .forEach(safety::checkOrder);
        }
    }

    private void checkErrors(RouteDefinition route) {
        checkConfiguration(route);
        ErrorHandlerSafety.problem(context, route).ifPresent(problem -> {
            throw unsafe(route, problem);
        });
    }

    private void checkSteps(RouteDefinition route) {
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)
                .forEach(this::checkStep);
    }

    private void check(RouteDefinition route) {
        checkErrors(route);
        Collection<SplitDefinition> splits =
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), SplitDefinition.class);
        if (splits.isEmpty()) {
            throw unsafe(route, "it has no split over the batches; split ${body} after returning-ai-sync:read");
        }
        splits.forEach(this::checkSplit);
        splits.forEach(this::checkSends);
        checkSteps(route);
    }

    /** Camel takes a configuration that does not exist for none. */
    private void checkConfiguration(RouteDefinition route) {
        Set<String> known = new TreeSet<>();
        for (RouteConfigurationDefinition shared : ((ModelCamelContext) context).getRouteConfigurationDefinitions()) {
            known.add(shared.getId());
        }
        String wanted = route.getRouteConfigurationId() == null ? "" : route.getRouteConfigurationId();
        for (String id : wanted.split(",")) {
            if (!id.isBlank() && known.stream().noneMatch(name -> PatternHelper.matchPattern(name, id.strip()))) {
                throw unsafe(
                        route,
                        "its routeConfigurationId '" + id.strip() + "' names nothing in routes/shared."
                                + Nearest.hint(id.strip(), known));
            }
        }
    }

    private void checkSplit(SplitDefinition split) {
        if (!flag(split.getStreaming())) {
            throw unsafe(split, "its split is not streaming, so all rows would be held in memory; set streaming: true");
        }
        checkOrder(split);
    }

    private void checkOrder(SplitDefinition split) {
        if (!flag(split.getStopOnException())) {
            throw unsafe(split, "its split does not stop on an exception; set stopOnException: true");
        }
        if (flag(split.getParallelProcessing())
                || split.getExecutorService() != null
                || flag(split.getParallelAggregate())) {
            throw unsafe(split, "its split is parallel; batches must pass in order, and sending is parallel anyway");
        }
        if (flag(split.getShareUnitOfWork()) || split.getTimeout() != null) {
            throw unsafe(split, "its split has shareUnitOfWork or timeout; leave them out");
        }
    }

    /** A batch goes out in the files of its run only. What other bodies a split makes is seen when it runs. */
    private void checkSends(SplitDefinition split) {
        for (ProcessorDefinition<?> step :
                ProcessorDefinitionHelper.filterTypeInOutputs(split.getOutputs(), ProcessorDefinition.class)) {
            if (step instanceof SetBodyDefinition
                    || step instanceof TransformDefinition
                    || step instanceof ConvertBodyDefinition
                    || step instanceof SplitDefinition) {
                return;
            }
            if (step instanceof ToDefinition to && call(to) instanceof ReturningAiEndpoint called) {
                called.whyNoBatches().ifPresent(problem -> {
                    throw unsafe(step, problem);
                });
            }
        }
    }

    private @Nullable Endpoint call(ToDefinition to) {
        String uri = context.resolvePropertyPlaceholders(to.getEndpointUri());
        return uri.startsWith("returning-ai:") ? context.getEndpoint(uri) : null;
    }

    private void checkStep(ProcessorDefinition<?> step) {
        if (step instanceof OnExceptionDefinition handler) {
            ErrorHandlerSafety.problem(handler).ifPresent(problem -> {
                throw unsafe(step, problem);
            });
        } else if (step instanceof TryDefinition || step instanceof CircuitBreakerDefinition) {
            throw unsafe(step, "'" + step.getShortName() + "' may swallow the error of a batch; take it out");
        } else if (step instanceof ThreadsDefinition
                || step instanceof AggregateDefinition
                || step instanceof ResequenceDefinition) {
            throw unsafe(step, "'" + step.getShortName() + "' changes the order or thread of batches; take it out");
        } else if (step instanceof MulticastDefinition multicast && !flag(multicast.getStopOnException())) {
            throw unsafe(step, "its multicast does not stop on an exception; set stopOnException: true");
        }
    }

    private boolean flag(@Nullable String value) {
        return Boolean.TRUE.equals(CamelContextHelper.parseBoolean(context, value));
    }

    private RaiException unsafe(NamedNode node, String problem) {
        String place = node.getLocation() == null
                ? ""
                : ", " + node.getLocation() + (node.getLineNumber() > 0 ? ":" + node.getLineNumber() : "");
        return new RaiException(
                ErrorCode.ROUTE_UNSAFE,
                "Route '" + routeId + "' would not stop safely: " + problem + " (step '" + node.getId() + "'" + place
                        + ").");
    }
}
