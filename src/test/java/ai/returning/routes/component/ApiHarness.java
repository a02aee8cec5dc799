package ai.returning.routes.component;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.ContractOverrides;
import ai.returning.routes.support.RaiException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** A Camel context whose calls go through the real client to a server of the test. */
final class ApiHarness implements AutoCloseable {
    static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));

    final DefaultCamelContext context = new DefaultCamelContext();
    final ApiClient client;

    ApiHarness(String url) {
        this(CONTRACT, url, settings -> settings);
    }

    ApiHarness(Contract contract, String url, UnaryOperator<CallSettings> settings) {
        this(contract, Map.of("integration", url, "application", url, "system", url), "key", settings);
    }

    ApiHarness(Contract contract, Map<String, String> urls, String key, UnaryOperator<CallSettings> settings) {
        ClientSettings wire = ClientSettings.standard();
        for (Map.Entry<String, String> url : urls.entrySet()) {
            wire = wire.server(url.getKey(), url.getValue());
        }
        for (String scheme : contract.securitySchemes().keySet()) {
            wire = wire.key(scheme, key);
        }
        client = new HttpApiClient(contract, wire, Clock.systemUTC());
        context.disableJMX();
        context.addComponent(
                "returning-ai", new ReturningAiComponent(contract, client, settings.apply(CallSettings.standard())));
        RouteFailures.install(context);
    }

    static Contract contract(ContractOverrides overrides) {
        return Contract.load(Path.of("config/returning-ai.openapi.yaml"), overrides);
    }

    ApiHarness start() {
        context.start();
        return this;
    }

    ApiHarness route(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        return this;
    }

    ApiHarness yaml(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("test.camel.yaml", yaml));
        return this;
    }

    FluentProducerTemplate to(String uri) {
        return context.createFluentProducerTemplate().to(uri);
    }

    Exchange send(String uri, @Nullable Object body) {
        return to(uri).withBody(body).send();
    }

    /** The failure a person can act on. */
    static RaiException failure(Exchange exchange) {
        return failure(exchange.getException());
    }

    static RaiException failure(@Nullable Throwable thrown) {
        Throwable failure = thrown;
        while (failure != null && !(failure instanceof RaiException)) {
            failure = failure.getCause();
        }
        return (RaiException) Objects.requireNonNull(failure, "nothing failed with a code: " + thrown);
    }

    @Override
    public void close() {
        context.stop();
        client.close();
    }
}
