package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** The message is one call, the answer is the new body. */
record SingleCall(ApiClient client, CallRequest request, AnswerMessage answers) implements CallMode {

    @Override
    public CompletionStage<?> run(Exchange exchange) {
        ApiCall call =
                request.checked(request.of(exchange, exchange.getMessage().getBody()));
        // a file needs a thread while it is read
        CompletionStage<Answer> answer =
                call.upload() == null ? client.callAsync(call) : CompletableFuture.completedStage(client.call(call));
        return answer.thenAccept(found -> {
            exchange.getMessage().setBody(answers.result(found));
            answers.head(exchange.getMessage(), found);
        });
    }
}
