package ai.returning.routes.component.sync;

import org.apache.camel.Exchange;

/** Names a message that has no key of its own; one that is delivered again is named the same if its entrance says so. */
final class MessageName {
    /** Set by an entrance, such as topic, partition and offset. */
    static final String PROPERTY = "returning-ai.message";

    private MessageName() {}

    static String of(Exchange exchange) {
        String name = exchange.getProperty(PROPERTY, String.class);
        return name == null ? exchange.getExchangeId() : name;
    }
}
