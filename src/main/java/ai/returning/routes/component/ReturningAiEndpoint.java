package ai.returning.routes.component;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Operation;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Call one operation of the Returning.AI API by its name in the contract. Within a sync route it takes the rows of a
 * batch that changed and fills the upload files of the run.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "returning-ai",
        title = "Returning.AI",
        syntax = "returning-ai:operationId",
        producerOnly = true,
        category = {Category.SAAS, Category.API},
        headersClass = ReturningAiConstants.class)
public class ReturningAiEndpoint extends DefaultEndpoint {
    @UriPath(description = "Name of the operation in config/returning-ai.openapi.yaml, such as bulkUpdateUsers.")
    @Metadata(required = true)
    private String operationId;

    private final Operation operation;
    private final ApiClient client;

    ReturningAiEndpoint(String uri, ReturningAiComponent component, Operation operation, ApiClient client) {
        super(uri, component);
        this.operationId = operation.id();
        this.operation = operation;
        this.client = client;
    }

    /** What the contract says about the operation. */
    public Operation operation() {
        return operation;
    }

    public String getOperationId() {
        return operationId;
    }

    public void setOperationId(String operationId) {
        this.operationId = operationId;
    }

    @Override
    public Producer createProducer() {
        return new ReturningAiProducer(this, operation, client);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("A route cannot start from " + EndpointOptions.scheme(getEndpointUri())
                + ": operations are only called. Start from returning-ai-sync:run or another source.");
    }
}
