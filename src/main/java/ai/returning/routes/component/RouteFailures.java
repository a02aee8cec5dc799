package ai.returning.routes.component;

import ai.returning.routes.support.RaiException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each failure that no route handled, once and in one line. Camel's own error handler would add a stack trace and
 * the headers, so its log is off. Runs of a sync are left out: their end says what failed.
 */
public final class RouteFailures extends EventNotifierSupport {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFailures.class);

    /** Failures that were logged; one passes from the part of a split to the whole. */
    private final Set<Throwable> told = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private RouteFailures() {
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
    }

    /** Adds the log to a context that has not started. */
    public static void install(CamelContext context) {
        context.getManagementStrategy().addEventNotifier(new RouteFailures());
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event.getType() == CamelEvent.Type.ExchangeFailed;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeFailedEvent failed) {
            Exchange exchange = failed.getExchange();
            Throwable failure = exchange.getException();
            boolean known = exchange.getFromRouteId() == null || exchange.getFromEndpoint() instanceof OwnReport;
            if (failure != null && !known && told.add(origin(failure))) {
                LOG.error(
                        "Route failed: route={} step={} exchange={} reason={}",
                        route(exchange),
                        step(exchange),
                        exchange.getExchangeId(),
                        text(origin(failure)));
            }
        }
    }

    private static String route(Exchange exchange) {
        String failed = exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, String.class);
        return failed == null ? String.valueOf(exchange.getFromRouteId()) : failed;
    }

    private static String step(Exchange exchange) {
        String endpoint = exchange.getProperty(ExchangePropertyKey.FAILURE_ENDPOINT, String.class);
        return endpoint == null ? "-" : EndpointOptions.scheme(endpoint);
    }

    /** The failure a person can act on, or the innermost one. */
    private static Throwable origin(Throwable failure) {
        Throwable origin = failure;
        for (Throwable next = failure; next != null; next = deeper(next)) {
            if (next instanceof RaiException) {
                return next;
            }
            origin = next;
        }
        return origin;
    }

    private static @Nullable Throwable deeper(Throwable failure) {
        return failure.getCause() == failure ? null : failure.getCause();
    }

    /** Foreign messages may quote a body or a header, so only their kind is told. */
    private static String text(Throwable failure) {
        return failure instanceof RaiException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName() + place(failure);
    }

    private static String place(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }
}
