package ai.returning.routes.component;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RowBatch;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Chooses how an endpoint works on a message. */
final class CallModes {
    private final Operation operation;
    private final CallMode usual;
    private final CallMode each;

    CallModes(
            ApiClient client,
            Operation operation,
            CallRequest request,
            ReturningAiEndpoint options,
            @Nullable OptionText token) {
        LenientAnswer lenient = new LenientAnswer(operation);
        AnswerMessage answers =
                new AnswerMessage(operation, lenient, options.getResult().equals("whole"));
        this.operation = operation;
        this.each = new EachCall(
                client,
                operation,
                request,
                answers,
                options.getInFlight(),
                options.getOnError().equals("stop"),
                () -> options.getComponent().continuations());
        if (options.isEach()) {
            this.usual = each;
        } else if (options.isPaginate()) {
            this.usual = new PagedCall(
                    client,
                    operation,
                    operation.paging().orElseThrow(),
                    request,
                    lenient,
                    answers,
                    token,
                    options.getMaxPages());
        } else {
            this.usual = new SingleCall(client, request, answers);
        }
    }

    /** True if the message is a batch of a run that goes out in its upload files. */
    boolean belongsToRun(@Nullable Object body) {
        return body instanceof RowBatch && operation.csv().isPresent();
    }

    CallMode of(@Nullable Object body) {
        if (!(body instanceof RowBatch)) {
            return usual;
        }
        JsonNode schema = operation.schemas().body().orElse(null);
        if (schema == null || !schema.path("type").asText("object").equals("object")) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "returning-ai:" + operation.id() + " takes neither a file nor a JSON object, so it cannot send a"
                            + " batch of rows. Use a bulk operation such as bulkUpdateUsers.");
        }
        return each;
    }
}
