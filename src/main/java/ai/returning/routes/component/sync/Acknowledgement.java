package ai.returning.routes.component.sync;

import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/** Tells the broker that a message is dealt with, so that it is not delivered again. */
final class Acknowledgement {
    /** Set by the Kamelet that reads the topic, from the header that Camel makes; nothing from outside gets here. */
    static final String PROPERTY = "returning-ai.acknowledgement";

    private Acknowledgement() {}

    /** A message that came by another way needs none. */
    static void give(Exchange exchange) {
        if (exchange.getProperty(PROPERTY) instanceof KafkaManualCommit commit) {
            commit.commit();
        }
    }
}
