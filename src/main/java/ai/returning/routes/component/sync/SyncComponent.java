package ai.returning.routes.component.sync;

import ai.returning.routes.component.EndpointOptions;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.SyncEngine;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * Makes the endpoints of sync routes, {@code returning-ai-sync:run|read|map|keep-changed|settle}, and of routes that
 * decide about events, {@code returning-ai-sync:poll|receive|decide}.
 */
@Component("returning-ai-sync")
public class SyncComponent extends DefaultComponent {
    private final FlowCatalog catalog;
    private final SyncEngine engine;
    private final FlowRunner runner;
    private final boolean scheduled;
    private final Consumer<String> sourceReady;
    private final Predicate<String> queried;
    private @Nullable Polling polling;
    private @Nullable Deciders deciders;

    /** For sources that all take a query. */
    public SyncComponent(
            FlowCatalog catalog,
            SyncEngine engine,
            FlowRunner runner,
            boolean scheduled,
            Consumer<String> sourceReady) {
        this(catalog, engine, runner, scheduled, sourceReady, source -> true);
    }

    /**
     * @param scheduled false switches every cron off; runs then start by request only
     * @param sourceReady refuses the name of a source that is not configured; asked at start
     * @param queried whether the source of a name takes a query, as a database does
     */
    public SyncComponent(
            FlowCatalog catalog,
            SyncEngine engine,
            FlowRunner runner,
            boolean scheduled,
            Consumer<String> sourceReady,
            Predicate<String> queried) {
        this.catalog = catalog;
        this.engine = engine;
        this.runner = runner;
        this.scheduled = scheduled;
        this.sourceReady = sourceReady;
        this.queried = queried;
    }

    /** Lets routes poll. */
    public SyncComponent polling(Polling parts) {
        polling = parts;
        return this;
    }

    /** Lets routes decide. */
    public SyncComponent deciding(Deciders by) {
        deciders = by;
        return this;
    }

    Polling polling() {
        return ready(polling, "poll");
    }

    Deciders deciders() {
        return ready(deciders, "decide");
    }

    private static <T> T ready(@Nullable T part, String step) {
        if (part == null) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID, "returning-ai-sync:" + step + " is not at hand in this program.");
        }
        return part;
    }

    void requireSource(String source) {
        sourceReady.accept(source);
    }

    boolean takesQuery(String source) {
        return queried.test(source);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SyncStep step = SyncStep.of(remaining);
        Set<String> options = step.options();
        EndpointOptions.refuseUnknown("returning-ai-sync:" + step.word(), parameters.keySet(), options);
        SyncEndpoint endpoint = new SyncEndpoint(uri, this, step);
        setProperties(endpoint, parameters);
        endpoint.check();
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        BatchConversions.register(getCamelContext().getTypeConverterRegistry());
    }

    FlowCatalog catalog() {
        return catalog;
    }

    SyncEngine engine() {
        return engine;
    }

    FlowRunner runner() {
        return runner;
    }

    boolean scheduled() {
        return scheduled;
    }
}
