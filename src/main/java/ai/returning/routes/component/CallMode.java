package ai.returning.routes.component;

import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** One way to work on a message: a single call, all pages of a list, or a call for each item. */
interface CallMode {
    /** Puts the outcome into the message, perhaps later on another thread. */
    CompletionStage<?> run(Exchange exchange);
}
