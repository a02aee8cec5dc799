package ai.returning.routes.component;

import ai.returning.routes.client.ApiClient;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** The message is one call, the answer is the new body. */
record SingleCall(ApiClient client, CallRequest request, AnswerMessage answers) implements CallMode {

    @Override
    public CompletionStage<?> run(Exchange exchange) {
        return client.callAsync(request.checked(
                        request.of(exchange, exchange.getMessage().getBody())))
                .thenAccept(answer -> {
                    exchange.getMessage().setBody(answers.result(answer));
                    answers.head(exchange.getMessage(), answer);
                });
    }
}
