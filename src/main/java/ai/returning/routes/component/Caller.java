package ai.returning.routes.component;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** How an endpoint makes its calls: plainly, or through the ledger of effects. */
interface Caller {
    /** @param exchange what the call is about, for values that options take from it */
    CompletionStage<Answer> call(Exchange exchange, ApiCall call);
}
