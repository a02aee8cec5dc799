package ai.returning.routes.component.sync;

import ai.returning.routes.component.EventProof;
import ai.returning.routes.component.sync.Deciders.Deciding;
import ai.returning.routes.component.sync.EventBody.UnreadableException;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to rules and goes on when everything that follows from them is committed. What cannot be read as an event
 * is kept for a person: another attempt would end the same. It waits on the thread of the route, which a consumer that
 * acknowledges afterwards, such as that of Kafka, needs.
 */
final class DecideProducer extends DefaultProducer {
    private static final Logger LOG = LoggerFactory.getLogger(DecideProducer.class);
    /** So that memory stays bounded, whatever comes in one message. */
    private static final int MOST = 1_000;

    private final SyncEndpoint endpoint;
    private @Nullable Deciding rules;

    DecideProducer(SyncEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** Rules that cannot be used show at start. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        rules = endpoint.getComponent().deciders().of(String.valueOf(endpoint.getRules()));
    }

    @Override
    public void process(Exchange exchange) {
        Deciding by = rules;
        if (by == null) {
            throw new RaiException(ErrorCode.BUG, "returning-ai-sync:decide is called before it was started.");
        }
        EventProof.require(exchange, "rules decide nothing by it");
        Map<String, Integer> counts = new TreeMap<>();
        List<Map<String, @Nullable Object>> events = events(exchange, by, counts);
        String run = PollConsumer.run(exchange);
        for (int at = 0; at < events.size(); at += MOST) {
            List<Map<String, @Nullable Object>> part = events.subList(at, Math.min(events.size(), at + MOST));
            decide(by, part, run).forEach((verdict, count) -> counts.merge(verdict, count, Integer::sum));
        }
        exchange.getMessage().setBody(counts);
    }

    private static Map<String, Integer> decide(Deciding by, List<Map<String, @Nullable Object>> events, String run) {
        try {
            return by.decide(events, run).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RaiException known ? known : e;
        }
    }

    private static List<Map<String, @Nullable Object>> events(
            Exchange exchange, Deciding by, Map<String, Integer> counts) {
        try {
            return EventBody.read(exchange);
        } catch (UnreadableException e) {
            String key = "unreadable:" + MessageName.of(exchange);
            by.park(key, String.valueOf(e.getMessage()));
            counts.put("parked", 1);
            LOG.warn(
                    "An event cannot be read and is parked: route={} key={} reason={}",
                    exchange.getFromRouteId(),
                    key,
                    e.getMessage());
            return List.of();
        }
    }
}
