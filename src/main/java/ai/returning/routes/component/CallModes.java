package ai.returning.routes.component;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RowBatch;
import org.jspecify.annotations.Nullable;

/** Chooses how an endpoint works on a message. */
final class CallModes {
    static final String BATCH_HINT = "Use a bulk operation such as bulkUpdateUsers there, and call others in a route of"
            + " their own, which reads its items itself.";

    private final Operation operation;
    private final CallMode usual;

    CallModes(
            ApiClient client,
            Caller caller,
            Operation operation,
            CallRequest request,
            ReturningAiEndpoint options,
            @Nullable OptionText token) {
        LenientAnswer lenient = new LenientAnswer(operation);
        AnswerMessage answers =
                new AnswerMessage(operation, lenient, options.getResult().equals("whole"));
        this.operation = operation;
        if (options.isEach()) {
            this.usual = new EachCall(
                    caller,
                    operation,
                    request,
                    answers,
                    options.getInFlight(),
                    options.getOnError().equals("stop"),
                    () -> options.getComponent().continuations());
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
            this.usual = new SingleCall(caller, request, answers);
        }
    }

    /** True if the message is a batch of a run that goes out in its upload files. */
    boolean belongsToRun(@Nullable Object body) {
        return body instanceof RowBatch && operation.csv().isPresent();
    }

    CallMode of(@Nullable Object body) {
        if (body instanceof RowBatch) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "returning-ai:" + operation.id() + " takes no file, so it cannot send a batch of rows: it would"
                            + " call with the raw rows of the source, and the run would miss them. " + BATCH_HINT);
        }
        return usual;
    }
}
