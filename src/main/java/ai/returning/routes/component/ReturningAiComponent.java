package ai.returning.routes.component;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Makes {@code returning-ai:<operationId>} endpoints; operation and options are checked when the route starts. */
@Component("returning-ai")
public class ReturningAiComponent extends DefaultComponent {
    private final Function<String, Operation> operations;
    private final ApiClient client;
    private final Consumer<Operation> ready;

    /** @param ready refuses an operation that cannot be called with the settings as they are; asked at start */
    public ReturningAiComponent(Contract contract, ApiClient client, Consumer<Operation> ready) {
        this(contract::operation, client, ready);
    }

    ReturningAiComponent(Function<String, Operation> operations, ApiClient client) {
        this(operations, client, operation -> {});
    }

    private ReturningAiComponent(Function<String, Operation> operations, ApiClient client, Consumer<Operation> ready) {
        this.operations = operations;
        this.client = client;
        this.ready = ready;
    }

    void requireReady(Operation operation) {
        ready.accept(operation);
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
