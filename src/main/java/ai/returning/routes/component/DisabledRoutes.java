package ai.returning.routes.component;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes routes that are switched off out of the model before the context starts. Camel prepares such a route with all its
 * steps, and a flow that nobody uses must not ask for keys, sources or operations that nobody has set up.
 */
public final class DisabledRoutes extends LifecycleStrategySupport {
    private static final Logger LOG = LoggerFactory.getLogger(DisabledRoutes.class);

    private DisabledRoutes() {}

    /** To be called before the context starts. */
    public static void leaveOut(CamelContext context) {
        context.addLifecycleStrategy(new DisabledRoutes());
    }

    @Override
    public void onContextInitializing(CamelContext context) throws VetoCamelContextStartException {
        ModelCamelContext model = (ModelCamelContext) context;
        for (RouteDefinition route : List.copyOf(model.getRouteDefinitions())) {
            if (isOff(context, route)) {
                remove(model, route);
            }
        }
    }

    private static boolean isOff(CamelContext context, RouteDefinition route) {
        String starts = route.getAutoStartup();
        return starts != null && "false".equals(context.resolvePropertyPlaceholders(starts));
    }

    private static void remove(ModelCamelContext model, RouteDefinition route) throws VetoCamelContextStartException {
        try {
            model.removeRouteDefinition(route);
            LOG.debug("Route {} is switched off", route.getId());
        } catch (Exception e) { // what Camel declares
            throw new VetoCamelContextStartException(
                    "Route " + route.getId() + " is switched off and cannot be left out.", e, model);
        }
    }
}
