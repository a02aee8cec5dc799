package ai.returning.routes.component;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.URISupport;

/**
 * Refuses parameters a Kamelet does not declare; Camel itself takes them silently. Refuses a call by a name that another
 * route or call has: of the routes that Camel makes of both, one would take the place of the other.
 */
public final class KameletParameterCheck extends LifecycleStrategySupport {
    /** Options of the kamelet endpoint itself. */
    private static final Set<String> ENDPOINT_OPTIONS = Set.of(
            "block",
            "bridgeErrorHandler",
            "exceptionHandler",
            "exchangePattern",
            "failIfNoConsumers",
            "lazyStartProducer",
            "location",
            "noErrorHandler",
            "routeId",
            "timeout");

    /** How a template names the route that calls it; it bears the name of that call. */
    private static final Pattern INNER = Pattern.compile("^kamelet:(//)?(source|sink)\\b(?!-)");

    /** URIs of calls by name. */
    private final Map<String, String> calls = new ConcurrentHashMap<>();

    private KameletParameterCheck() {}

    /** Adds the check to a context that has not started. */
    public static void install(CamelContext context) {
        context.addLifecycleStrategy(new KameletParameterCheck());
    }

    @Override
    public void onContextStarting(CamelContext context) {
        ModelCamelContext model = (ModelCamelContext) context;
        for (Endpoint endpoint : context.getEndpoints()) {
            if (endpoint instanceof KameletEndpoint kamelet) {
                RouteTemplateDefinition template = model.getRouteTemplateDefinition(kamelet.getTemplateId());
                if (template != null) {
                    check(kamelet, template);
                }
            }
        }
    }

    /** Before Camel makes the route of a call: later, one of both is gone. */
    @Override
    public void onEndpointAdd(Endpoint endpoint) {
        if (endpoint instanceof KameletEndpoint call
                && !INNER.matcher(call.getEndpointUri()).find()) {
            boolean isRoute = ((ModelCamelContext) call.getCamelContext())
                    .getRouteDefinitions().stream()
                            .filter(route -> !Boolean.TRUE.equals(route.isTemplate()))
                            .anyMatch(route -> call.getRouteId().equals(route.getRouteId()));
            String other = calls.putIfAbsent(call.getRouteId(), call.getEndpointUri());
            if (isRoute) {
                throw taken(call, "is the id of a route");
            }
            if (other != null && !other.equals(call.getEndpointUri())) {
                throw taken(call, "names another call");
            }
        }
    }

    private static RaiException taken(KameletEndpoint call, String owner) {
        return new RaiException(
                ErrorCode.CALL_NAME_TAKEN,
                "The call of " + call.getTemplateId() + " by the name '" + call.getRouteId() + "' is refused: '"
                        + call.getRouteId() + "' " + owner
                        + " already, and one would take the place of the other. Write kamelet:" + call.getTemplateId()
                        + "/<a name of its own>.");
    }

    private static void check(KameletEndpoint kamelet, RouteTemplateDefinition template) {
        Set<String> known = new TreeSet<>();
        // null for a Kamelet that declares no property
        if (template.getTemplateParameters() != null) {
            for (RouteTemplateParameterDefinition parameter : template.getTemplateParameters()) {
                known.add(parameter.getName());
            }
        }
        for (String name : given(kamelet)) {
            if (!known.contains(name) && !ENDPOINT_OPTIONS.contains(name)) {
                throw EndpointOptions.unknown(name, EndpointOptions.scheme(kamelet.getEndpointUri()), known);
            }
        }
    }

    private static Set<String> given(KameletEndpoint kamelet) {
        try {
            return URISupport.parseQuery(URISupport.extractQuery(kamelet.getEndpointUri()))
                    .keySet();
        } catch (URISyntaxException e) {
            throw new RaiException(
                    ErrorCode.OPTION_UNKNOWN,
                    "The options of " + EndpointOptions.scheme(kamelet.getEndpointUri()) + " cannot be read.",
                    e);
        }
    }
}
