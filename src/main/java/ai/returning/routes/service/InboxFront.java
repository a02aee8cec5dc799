package ai.returning.routes.service;

import ai.returning.routes.inbox.EventDispatcher;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.front.IngestServer;
import ai.returning.routes.inbox.front.WebhookEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Opens the door for webhooks when the routes behind it are up, and closes it before anything else is taken down. */
@Component
class InboxFront {
    private static final Logger LOG = LoggerFactory.getLogger(InboxFront.class);

    private final List<WebhookEndpoint> endpoints;
    private final InboxProperties properties;
    private final Inbox inbox;
    private final EventDispatcher dispatcher;
    private volatile @Nullable IngestServer server;

    InboxFront(ReturningAiProperties properties, Inbox inbox, EventDispatcher dispatcher) {
        this.endpoints = new InboxEndpoints(properties).all();
        this.properties = properties.inbox();
        this.inbox = inbox;
        this.dispatcher = dispatcher;
    }

    /** Only if a started route takes events. */
    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        Set<String> types = dispatcher.types();
        for (String type : types) {
            if (endpoints.stream().noneMatch(endpoint -> endpoint.rules().type().equals(type))) {
                LOG.warn(
                        "No event of type {} will come in: no endpoint below {} has a path-token and event: {}",
                        type,
                        InboxEndpoints.PREFIX,
                        type);
            }
        }
        if (types.isEmpty() || endpoints.isEmpty()) {
            return;
        }
        endpoints.stream().filter(endpoint -> !endpoint.rules().proven()).forEach(InboxFront::warn);
        IngestServer open = IngestServer.start(properties.front(), inbox, endpoints);
        server = open;
        LOG.info(
                "Webhooks are taken in: address={}:{} endpoints={}",
                open.address().getHostString(),
                open.address().getPort(),
                endpoints.stream().map(WebhookEndpoint::name).toList());
    }

    private static void warn(WebhookEndpoint endpoint) {
        LOG.warn(
                "Endpoint {} proves nothing about its senders (no API key, no signature, no GCM): its events cause no"
                        + " effects",
                endpoint.name());
    }

    /** Where it listens, if it does. */
    Optional<IngestServer> server() {
        return Optional.ofNullable(server);
    }

    /** Answers by status. */
    Map<String, Long> counts() {
        IngestServer open = server;
        return open == null ? Map.of() : open.counts();
    }

    @EventListener(ContextClosedEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void closing() {
        IngestServer open = server;
        if (open != null) {
            open.close();
        }
    }
}
