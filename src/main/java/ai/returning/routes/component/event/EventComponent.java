package ai.returning.routes.component.event;

import ai.returning.routes.component.EndpointOptions;
import ai.returning.routes.inbox.EventDispatcher;
import ai.returning.routes.inbox.EventView;
import ai.returning.routes.inbox.Pointers;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** Makes {@code returning-ai-event:<type>} endpoints, from which routes start. */
@Component("returning-ai-event")
public class EventComponent extends DefaultComponent {
    static final Set<String> OPTIONS = Set.of("endpoint", "concurrency", "body");
    static final Set<String> APPLY_OPTIONS = Set.of("target", "sql", "guard", "key", "lazyStartProducer");
    static final Set<String> PICK_OPTIONS = Set.of("fields", "lazyStartProducer");

    private final @Nullable Supplier<EventDispatcher> dispatcher;
    private final EventView view;
    private @Nullable EventWrites writes;

    /** A component whose routes start and get nothing by themselves: a test gives them their message. */
    public EventComponent() {
        this(null, new EventView(name -> new Pointers(Map.of(), List.of(), List.of())));
    }

    /**
     * A component.
     *
     * @param dispatcher asked when a route starts; null if routes shall start and get nothing, as for a command that runs
     *     one flow
     * @param view what routes get of an event
     */
    public EventComponent(@Nullable Supplier<EventDispatcher> dispatcher, EventView view) {
        this.dispatcher = dispatcher;
        this.view = view;
    }

    /** Lets routes write events into databases. */
    public EventComponent writing(EventWrites by) {
        writes = by;
        return this;
    }

    EventWrites writes() {
        EventWrites by = writes;
        if (by == null) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID, "returning-ai-event:apply is not at hand in this program.");
        }
        return by;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Set<String> options =
                switch (remaining) {
                    case EventEndpoint.APPLY -> APPLY_OPTIONS;
                    case EventEndpoint.PICK -> PICK_OPTIONS;
                    default -> OPTIONS;
                };
        EndpointOptions.refuseUnknown("returning-ai-event:" + remaining, parameters.keySet(), options);
        EventEndpoint endpoint = new EventEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        endpoint.check();
        return endpoint;
    }

    /** Null if nothing is handed out. */
    @Nullable
    EventDispatcher dispatcher() {
        return dispatcher == null ? null : dispatcher.get();
    }

    EventView view() {
        return view;
    }
}
