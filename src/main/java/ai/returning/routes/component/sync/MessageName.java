package ai.returning.routes.component.sync;

import org.apache.camel.Exchange;

/** Names a message that has no key of its own; one that is delivered again should be named the same. */
final class MessageName {
    /** The variable by which an entrance names what came in, such as topic, partition and offset. */
    static final String VARIABLE = "returning-ai.message";

    private MessageName() {}

    static String of(Exchange exchange) {
        Object name = exchange.getVariable(VARIABLE);
        return name == null ? exchange.getExchangeId() : name.toString();
    }
}
