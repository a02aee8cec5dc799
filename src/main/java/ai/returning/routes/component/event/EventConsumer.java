package ai.returning.routes.component.event;

import ai.returning.routes.component.ReturningAiConstants;
import ai.returning.routes.inbox.EventDispatcher;
import ai.returning.routes.inbox.EventSubscription;
import ai.returning.routes.inbox.EventView;
import ai.returning.routes.inbox.InboxEvent;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes an event through its route: the end of the exchange is the end of the attempt. No header of the webhook comes
 * with it, for headers steer other components.
 */
final class EventConsumer extends DefaultConsumer {
    private final EventEndpoint endpoint;
    private @Nullable EventSubscription subscription;

    EventConsumer(EventEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        EventDispatcher dispatcher = endpoint.getComponent().dispatcher();
        if (dispatcher != null) {
            subscription =
                    dispatcher.subscribe(endpoint.getType(), endpoint.only(), endpoint.getConcurrency(), this::handle);
        }
    }

    @Override
    protected void doStop() throws Exception {
        EventSubscription open = subscription;
        subscription = null;
        if (open != null) {
            open.close();
        }
        super.doStop();
    }

    private void handle(InboxEvent event) throws Exception {
        EventView.Seen seen = endpoint.getComponent().view().of(event);
        if (seen.own()) {
            // what we did must not become a cause of more; the inbox keeps the event as done
            return;
        }
        Exchange exchange = createExchange(false);
        try {
            endpoint.fill(exchange, seen.object(), seen.content());
            exchange.setProperty(ReturningAiConstants.EVENT_RAW, event.body());
            exchange.setProperty(ReturningAiConstants.EVENT_PROVEN, event.proven());
            getProcessor().process(exchange);
            Exception failure = exchange.getException();
            if (failure != null) {
                throw failure;
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
