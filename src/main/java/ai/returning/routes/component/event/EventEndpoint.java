package ai.returning.routes.component.event;

import ai.returning.routes.component.OwnReport;
import ai.returning.routes.inbox.write.EventWriter;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Starts a route for each event that came in by webhook: at least once, those of one user one after the other. As the
 * step {@code apply} it writes the event into a database, once; as {@code pick} it makes a body of parts of it.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "returning-ai-event",
        title = "Returning.AI Event",
        syntax = "returning-ai-event:type",
        category = {Category.SAAS, Category.HTTP})
public class EventEndpoint extends DefaultEndpoint implements OwnReport {
    private static final int MOST_THREADS = 256;

    /** The step that writes; no type of events. */
    static final String APPLY = "apply";

    /** The step that makes a body. */
    static final String PICK = "pick";

    @UriPath(
            description =
                    "Type of the events, as the endpoints of returning-ai.inbox.endpoints name it; or apply, the step"
                            + " that writes the event of a route into a database, once; or pick, the step that makes the"
                            + " body of parts of the event.")
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
            enums = "event,content,flat",
            description =
                    "What the body is: event, the event object with what the pointers find and the content; content, what"
                            + " the sender sent, as it is; flat, the event object on one level for rules, where user.id is"
                            + " user_id. The variable 'event' holds the event object in any case.")
    private String body = "event";

    @UriParam(label = "producer", description = "Step apply: name of the database below returning-ai.targets.")
    private @Nullable String target;

    @UriParam(
            label = "producer",
            description = "Step apply: file with the statements, such as ingest-user-joined.sql in the folder"
                    + " ingest-user-joined. Places of the event such as :user.id are parameters.")
    private @Nullable String sql;

    @UriParam(
            label = "producer",
            description = "Step apply: name within which an event is written once; flows that name the same share it."
                    + " The default is the name of the file.")
    private @Nullable String guard;

    @UriParam(
            label = "producer",
            defaultValue = "key",
            description = "Step apply: place of the event that names it, such as message.id.")
    private String key = "key";

    @UriParam(
            label = "producer",
            description = "Step pick: what the body is made of, as names with a place of the event each, such as"
                    + " email=user.email, city=content.user.city.")
    private @Nullable String fields;

    EventEndpoint(String uri, EventComponent component, String type) {
        super(uri, component);
        this.type = type;
    }

    /** Refuses wrong values before the route starts. */
    void check() {
        if (isApply()) {
            checkApply();
            return;
        }
        if (type.equals(PICK)) {
            PickProducer.places(fields());
            return;
        }
        if (!type.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,59}")) {
            throw wrong("type", type, "letters, digits, '-' and '_' are expected, at most 60");
        }
        if (concurrency < 1 || concurrency > MOST_THREADS) {
            throw wrong("concurrency", String.valueOf(concurrency), "1 to " + MOST_THREADS + " are possible");
        }
        if (!Set.of("event", "content", "flat").contains(body)) {
            throw wrong("body", body, "it must be event, content or flat");
        }
    }

    private void checkApply() {
        if (target == null || target.isBlank()) {
            throw missing("target");
        }
        String file = sql;
        if (file == null || !file.matches("[a-z0-9][a-z0-9-]*\\.sql")) {
            throw file == null
                    ? missing("sql")
                    : wrong("sql", file, "the name of a file such as ingest-user-joined.sql is expected");
        }
        if (guard != null && !guard.matches("[A-Za-z0-9_-]{0,100}")) {
            throw wrong("guard", guard, "letters, digits, '-' and '_' are expected, at most 100");
        }
        if (!key.matches("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*")) {
            throw wrong("key", key, "a place of the event is expected, such as message.id");
        }
    }

    private String fields() {
        String text = fields;
        if (text == null || text.isBlank()) {
            throw missing("fields");
        }
        return text;
    }

    private RaiException missing(String option) {
        return new RaiException(
                ErrorCode.CONFIG_INVALID,
                "returning-ai-event:" + type + " needs the option '" + option + "'. Set it in the route.");
    }

    boolean isApply() {
        return type.equals(APPLY);
    }

    EventWriter writer() {
        return getComponent()
                .writes()
                .writer(String.valueOf(sql), String.valueOf(target), guard == null ? "" : guard, key);
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
        if (isApply()) {
            return new ApplyProducer(this);
        }
        if (type.equals(PICK)) {
            return new PickProducer(this, PickProducer.places(fields()));
        }
        throw new UnsupportedOperationException(
                "returning-ai-event:" + type + " starts a route; it cannot be called in one.");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (isApply() || type.equals(PICK)) {
            throw new UnsupportedOperationException(
                    "A route cannot start from returning-ai-event:" + type + "; start it from the type of the events.");
        }
        EventConsumer consumer = new EventConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** Puts an event into the exchange, as the option body says. */
    public void fill(Exchange exchange, Map<?, ?> event, @Nullable Object content) {
        exchange.setVariable("event", event);
        exchange.getMessage()
                .setBody(
                        switch (body) {
                            case "content" -> content;
                            case "flat" -> FlatEvent.of(event);
                            default -> event;
                        });
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

    public @Nullable String getTarget() {
        return target;
    }

    public void setTarget(@Nullable String target) {
        this.target = target;
    }

    public @Nullable String getSql() {
        return sql;
    }

    public void setSql(@Nullable String sql) {
        this.sql = sql;
    }

    public @Nullable String getGuard() {
        return guard;
    }

    public void setGuard(@Nullable String guard) {
        this.guard = guard;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public @Nullable String getFields() {
        return fields;
    }

    public void setFields(@Nullable String fields) {
        this.fields = fields;
    }
}
