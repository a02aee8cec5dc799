package ai.returning.routes.component.event;

import ai.returning.routes.component.ReturningAiConstants;
import ai.returning.routes.inbox.EventDispatcher;
import ai.returning.routes.inbox.EventHandler;
import ai.returning.routes.inbox.EventSubscription;
import ai.returning.routes.inbox.EventView;
import ai.returning.routes.inbox.InboxEvent;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
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
            subscription = dispatcher.subscribe(
                    endpoint.getType(), endpoint.only(), endpoint.getConcurrency(), new Handling(endsWithApply()));
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

    /** True if the last thing the route does is its one step apply: then nothing can fail after it. */
    private boolean endsWithApply() {
        if (getRoute() == null || !(getRoute().getRoute() instanceof RouteDefinition route)) {
            return false;
        }
        List<ProcessorDefinition<?>> steps = route.getOutputs();
        long writes = ProcessorDefinitionHelper.filterTypeInOutputs(steps, ToDefinition.class).stream()
                .filter(EventConsumer::isApply)
                .count();
        return writes == 1 && steps.get(steps.size() - 1) instanceof ToDefinition last && isApply(last);
    }

    private static boolean isApply(ToDefinition step) {
        return String.valueOf(step.getUri()).matches("returning-ai-event:(//)?" + EventEndpoint.APPLY + "(\\?.*)?");
    }

    /** What the dispatcher calls. */
    private final class Handling implements EventHandler {
        private final boolean jointly;

        /** @param jointly the step apply may end the event with what it writes */
        private Handling(boolean jointly) {
            this.jointly = jointly;
        }

        @Override
        public void handle(InboxEvent event) throws Exception {
            handleAndEnd(event);
        }

        @Override
        public boolean handleAndEnd(InboxEvent event) throws Exception {
            EventView.Seen seen = endpoint.getComponent().view().of(event);
            if (seen.own()) {
                // what we did must not become a cause of more; the inbox keeps the event as done
                return false;
            }
            Exchange exchange = createExchange(false);
            try {
                endpoint.fill(exchange, seen.object(), seen.content());
                exchange.setProperty(ReturningAiConstants.EVENT_RAW, event.body());
                exchange.setProperty(ReturningAiConstants.EVENT_PROVEN, event.proven());
                KeptEvent kept = new KeptEvent(event, getRouteId());
                if (jointly) {
                    exchange.setProperty(KeptEvent.PROPERTY, kept);
                }
                getProcessor().process(exchange);
                Exception failure = exchange.getException();
                if (failure != null) {
                    throw failure;
                }
                return kept.hasEnded();
            } finally {
                releaseExchange(exchange, false);
            }
        }
    }
}
