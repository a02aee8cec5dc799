package ai.returning.routes.component;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;

/**
 * The flow that a route belongs to: the folder its file stands in. A flow may have several routes, and a person who stops
 * it means them all.
 */
final class FlowName {
    private FlowName() {}

    /** The flow, or the route id where the route has no file in the folder of its flow. */
    static String of(CamelContext context, @Nullable String routeId) {
        Route route = routeId == null ? null : context.getRoute(routeId);
        return route == null || route.getSourceResource() == null
                ? String.valueOf(routeId)
                : of(route.getSourceResource().getLocation(), route.getRouteId());
    }

    /** @param location such as {@code file:routes/award-badges/award-badges-from-kafka.camel.yaml} */
    static String of(String location, String routeId) {
        String[] parts = location.replace('\\', '/').split("/", -1);
        String folder = parts.length < 2 ? "" : parts[parts.length - 2];
        boolean belongs = !folder.isEmpty() && (routeId.equals(folder) || routeId.startsWith(folder + "-"));
        return belongs ? folder : routeId;
    }
}
