package ai.returning.routes.component;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.URISupport;

/** Refuses parameters a Kamelet does not declare; Camel itself takes them silently. */
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
