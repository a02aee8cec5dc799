package ai.returning.routes.component.event;

import ai.returning.routes.component.OwnReport;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Starts a route for each event that came in by webhook: at least once, those of one user one after the other. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "returning-ai-event",
        title = "Returning.AI Event",
        syntax = "returning-ai-event:type",
        consumerOnly = true,
        category = {Category.SAAS, Category.HTTP})
public class EventEndpoint extends DefaultEndpoint implements OwnReport {
    private static final int MOST_THREADS = 256;

    @UriPath(description = "Type of the events, as the endpoints of returning-ai.inbox.endpoints name it.")
    @Metadata(required = true)
    private String type;

    @UriParam(
            label = "consumer",
            description =
                    "Only events of this endpoint, by its name below returning-ai.inbox.endpoints. Empty: of all.")
    private @Nullable String endpoint;

    @UriParam(
            label = "consumer",
            defaultValue = "4",
            description = "Events worked on at a time. Those of one user never are.")
    private int concurrency = 4;

    @UriParam(
            label = "consumer",
            defaultValue = "event",
            enums = "event,content",
            description =
                    "What the body is: event, the event object with what the pointers find and the content; or"
                            + " content, what the sender sent, as it is. The variable 'event' holds the event object either way.")
    private String body = "event";

    EventEndpoint(String uri, EventComponent component, String type) {
        super(uri, component);
        this.type = type;
    }

    /** Refuses wrong values before the route starts. */
    void check() {
        if (!type.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,59}")) {
            throw wrong("type", type, "letters, digits, '-' and '_' are expected, at most 60");
        }
        if (concurrency < 1 || concurrency > MOST_THREADS) {
            throw wrong("concurrency", String.valueOf(concurrency), "1 to " + MOST_THREADS + " are possible");
        }
        if (!body.equals("event") && !body.equals("content")) {
            throw wrong("body", body, "it must be event or content");
        }
    }

    private static RaiException wrong(String option, String value, String rule) {
        return new RaiException(
                ErrorCode.CONFIG_INVALID,
                "Option '" + option + "' of returning-ai-event: is '" + value + "': " + rule + ".");
    }

    @Override
    public EventComponent getComponent() {
        return (EventComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(
                "returning-ai-event:" + type + " starts a route; it cannot be called in one.");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        EventConsumer consumer = new EventConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** Null for events of all endpoints. */
    @Nullable
    String only() {
        String name = endpoint;
        return name == null || name.isBlank() ? null : name;
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    public @Nullable String getEndpoint() {
        return endpoint;
    }

    public void setEndpoint(@Nullable String endpoint) {
        this.endpoint = endpoint;
    }

    public int getConcurrency() {
        return concurrency;
    }

    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    public String getBody() {
        return body;
    }

    public void setBody(String body) {
        this.body = body;
    }
}
