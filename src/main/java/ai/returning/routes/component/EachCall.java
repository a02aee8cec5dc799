package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.Priority;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** Each item of the body is a call of its own; the new body is the list of outcomes. */
record EachCall(
        Caller caller,
        Operation operation,
        CallRequest request,
        AnswerMessage answers,
        int inFlight,
        boolean stopAtFailure,
        Supplier<Executor> workers)
        implements CallMode {

    @Override
    public CompletionStage<?> run(Exchange exchange) {
        List<?> items = items(exchange.getMessage().getBody());
        return new EachCalls(
                        inFlight,
                        stopAtFailure,
                        items.size(),
                        index -> call(about(exchange, items.get(index)), items.get(index)),
                        answers::result,
                        workers.get())
                .run()
                .thenAccept(result -> put(exchange, result, items.size()));
    }

    private CompletionStage<Answer> call(Exchange view, @Nullable Object item) {
        return caller.call(view, request.checked(request.of(view, item)).priority(Priority.BULK));
    }

    private void put(Exchange exchange, EachCalls.EachResult result, int count) {
        exchange.setProperty(ReturningAiConstants.OUTCOMES, result.outcomes());
        answers.head(exchange.getMessage());
        RaiException failure = result.failure();
        if (stopAtFailure && failure != null) {
            throw Failures.reworded(
                    failure,
                    "Item " + (result.failedAt() + 1) + " of " + count + ": ",
                    " " + result.called() + " items were called, " + (count - result.called()) + " were not.");
        }
        exchange.getMessage().setBody(result.outcomes());
    }

    /** Expressions in options see the item as the body. */
    private Exchange about(Exchange exchange, @Nullable Object item) {
        if (!request.readsTheMessage()) {
            return exchange;
        }
        Exchange view = ExchangeHelper.createCopy(exchange, false);
        view.getMessage().setBody(item);
        return view;
    }

    private List<?> items(@Nullable Object body) {
        if (body instanceof Collection<?> items) {
            return new ArrayList<>(items);
        }
        if (body instanceof Object[] items) {
            return Arrays.asList(items);
        }
        throw new RaiException(
                ErrorCode.BODY_UNFIT,
                "returning-ai:" + operation.id() + " with each needs a list as body and got "
                        + (body == null ? "nothing" : body.getClass().getSimpleName())
                        + ". An iterator is split first.");
    }
}
