package ai.returning.routes.component.event;

import ai.returning.routes.inbox.InboxEvent;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** The event of an exchange as the inbox keeps it, for the last step of its route, which may end it. */
final class KeptEvent {
    static final String PROPERTY = "CamelReturningAiEventKept";

    private final InboxEvent event;
    private final String route;
    private volatile boolean ended;

    KeptEvent(InboxEvent event, String route) {
        this.event = event;
        this.route = route;
    }

    /** Null in any other route, such as one of a Kamelet, after which more may come. */
    static @Nullable KeptEvent of(Exchange exchange) {
        return exchange.getProperty(PROPERTY) instanceof KeptEvent kept
                        && kept.route.equals(ExchangeHelper.getAtRouteId(exchange))
                ? kept
                : null;
    }

    InboxEvent event() {
        return event;
    }

    void ended() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }
}
