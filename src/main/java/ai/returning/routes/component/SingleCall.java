package ai.returning.routes.component;

import ai.returning.routes.client.ApiCall;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** The message is one call, the answer is the new body. */
record SingleCall(Caller caller, CallRequest request, AnswerMessage answers) implements CallMode {

    @Override
    public CompletionStage<?> run(Exchange exchange) {
        ApiCall call =
                request.checked(request.of(exchange, exchange.getMessage().getBody()));
        return caller.call(exchange, call).thenAccept(found -> {
            exchange.getMessage().setBody(answers.result(found));
            answers.head(exchange.getMessage(), found);
        });
    }
}
