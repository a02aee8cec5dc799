package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RowBatch;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Sends a batch of a run through its run, and anything else as one plain call. */
final class ReturningAiProducer extends DefaultProducer {
    private final ReturningAiEndpoint endpoint;
    private final Operation operation;
    private final ApiClient client;

    ReturningAiProducer(ReturningAiEndpoint endpoint, Operation operation, ApiClient client) {
        super(endpoint);
        this.endpoint = endpoint;
        this.operation = operation;
        this.client = client;
    }

    /** Better now than at three in the morning. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ((ReturningAiComponent) endpoint.getComponent()).requireReady(operation);
    }

    @Override
    public void process(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof RowBatch batch) {
            send(batch);
        } else {
            answer(exchange.getMessage(), client.call(CallRequest.of(operation, exchange)));
        }
    }

    private void send(RowBatch batch) {
        if (operation.csv().isEmpty()) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "returning-ai:" + operation.id() + " takes no file, so it cannot send a batch of rows. "
                            + "Use a bulk operation such as bulkUpdateUsers.");
        }
        batch.run().send(batch, operation);
    }

    private void answer(Message message, Answer answer) {
        message.setBody(plain(answer.payload()));
        message.setHeader(ReturningAiConstants.STATUS, answer.status());
        message.setHeader(
                ReturningAiConstants.EVIDENCE, answer.evidence().name().toLowerCase(Locale.ROOT));
        message.setHeader(ReturningAiConstants.OPERATION_ID, operation.id());
    }

    /** Maps and lists, so that {@code ${body[field]}} works in a route. */
    private static @Nullable Object plain(JsonNode payload) {
        return payload.isMissingNode() || payload.isNull() ? null : Json.MAPPER.convertValue(payload, Object.class);
    }
}
