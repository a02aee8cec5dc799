package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.ApiClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** Calls that may be made as they come. */
record PlainCaller(ApiClient client) implements Caller {

    @Override
    public CompletionStage<Answer> call(Exchange exchange, ApiCall call) {
        // a file needs a thread while it is read
        return call.upload() == null ? client.callAsync(call) : CompletableFuture.completedStage(client.call(call));
    }
}
