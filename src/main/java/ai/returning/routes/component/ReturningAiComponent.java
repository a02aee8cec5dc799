package ai.returning.routes.component;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Makes {@code returning-ai:<operationId>} endpoints; operation and options are checked when the route starts. */
@Component("returning-ai")
public class ReturningAiComponent extends DefaultComponent {
    private final Function<String, Operation> operations;
    private final ApiClient client;

    public ReturningAiComponent(Contract contract, ApiClient client) {
        this(contract::operation, client);
    }

    ReturningAiComponent(Function<String, Operation> operations, ApiClient client) {
        this.operations = operations;
        this.client = client;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Operation operation = operations.apply(remaining);
        ReturningAiEndpoint endpoint = new ReturningAiEndpoint(uri, this, operation, client);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {
        EndpointOptions.refuseUnknown(uri, parameters.keySet(), EndpointOptions.names(this, "lazyStartProducer"));
    }
}
