package ai.returning.routes.component.event;

import ai.returning.routes.inbox.write.EventWriter;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Writes the event of the exchange into a target, once. The message stays as it is. */
final class ApplyProducer extends DefaultProducer {
    private final EventEndpoint endpoint;
    private @Nullable EventWriter writer;

    ApplyProducer(EventEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** SQL that cannot be used shows at start. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        writer = endpoint.writer();
    }

    @Override
    public void process(Exchange exchange) {
        EventWriter by = writer;
        if (by == null) {
            throw new RaiException(ErrorCode.BUG, "returning-ai-event:apply is called before it was started.");
        }
        if (!(exchange.getVariable("event") instanceof Map<?, ?> event)) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "returning-ai-event:apply writes the event in the variable 'event', and there is none. Call it in a"
                            + " route that starts from returning-ai-event.");
        }
        KeptEvent kept = KeptEvent.of(exchange);
        if (kept == null) {
            by.write(event);
        } else if (by.writeAndEnd(event, kept.event())) {
            kept.ended();
        }
    }
}
