package ai.returning.routes.component.sync;

import ai.returning.routes.component.OwnReport;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.FlowDefinition;
import java.time.DateTimeException;
import java.time.ZoneId;
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
import org.quartz.CronExpression;

/** The steps of a sync: run a flow by schedule, read its source, map, keep what changed, settle. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "returning-ai-sync",
        title = "Returning.AI Sync",
        syntax = "returning-ai-sync:step",
        category = {Category.SAAS, Category.BIGDATA})
public class SyncEndpoint extends DefaultEndpoint implements OwnReport {
    @UriPath(
            description = "What the step does. A route starts from run; the others are called within it.",
            enums = "run,read,map,keep-changed,settle")
    @Metadata(required = true)
    private String step;

    @UriParam(label = "consumer", description = "Step run: the flow, which is the name of its folder.")
    private @Nullable String flow;

    @UriParam(
            label = "consumer",
            description = "Step run: Quartz cron expression with seconds. Empty: runs start by request only.")
    private @Nullable String cron;

    @UriParam(label = "consumer", description = "Step run: zone of the cron expression, such as Europe/Berlin.")
    private @Nullable String zone;

    @UriParam(label = "producer", description = "Step read: name of the source below returning-ai.sources.")
    private @Nullable String source;

    @UriParam(
            label = "producer",
            description = "Step read: SQL file in the folder of the flow. The default is the flow's name with .sql.")
    private @Nullable String query;

    private final SyncStep kind;

    SyncEndpoint(String uri, SyncComponent component, SyncStep kind) {
        super(uri, component);
        this.kind = kind;
        this.step = kind.word();
    }

    /** Refuses missing and wrong values before the route starts. */
    void check() {
        if (kind == SyncStep.RUN) {
            required("flow", flow);
            String expression = cron;
            if (expression != null && !expression.isBlank()) {
                checkSchedule(expression);
            }
        } else if (kind == SyncStep.READ) {
            required("source", source);
        }
    }

    /** Refuses a query the folder of the flow does not hold. */
    void checkQuery(FlowDefinition definition) {
        if (kind == SyncStep.READ && !takesQuery()) {
            refuseQuery();
            return;
        }
        String file = queryOf(definition.id());
        if (kind == SyncStep.READ && !definition.queries().containsKey(file)) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The folder " + definition.folder() + " has no query '" + file + "'."
                            + Nearest.hint(file, definition.queries().keySet())
                            + (blank(query) ? " Name the file in the option 'query' of returning-ai-sync:read." : ""));
        }
    }

    private void refuseQuery() {
        if (!blank(query)) {
            throw wrong("query", String.valueOf(query), "the source '" + source + "' is no database and takes none");
        }
    }

    private boolean takesQuery() {
        return getComponent().takesQuery(String.valueOf(source));
    }

    /** The SQL file of step read in a route of the flow; empty for a source that takes none. */
    String queryOf(String flow) {
        if (!takesQuery()) {
            return "";
        }
        String name = query;
        return name == null || name.isBlank() ? flow + ".sql" : name;
    }

    private void checkSchedule(String expression) {
        if (!CronExpression.isValidExpression(expression)) {
            throw wrong("cron", expression, "a Quartz cron expression with seconds is expected, such as '0 0 3 * * ?'");
        }
        try {
            ZoneId.of(required("zone", zone));
        } catch (DateTimeException e) {
            throw wrong("zone", String.valueOf(zone), "a zone of the time zone database is expected");
        }
    }

    private String required(String option, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "returning-ai-sync:" + step + " needs the option '" + option + "'. Set it in the route.");
        }
        return value;
    }

    private RaiException wrong(String option, String value, String rule) {
        return new RaiException(
                ErrorCode.CONFIG_INVALID,
                "Option '" + option + "' of returning-ai-sync:" + step + " is '" + value + "': " + rule + ".");
    }

    static boolean blank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    @Override
    public SyncComponent getComponent() {
        return (SyncComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        if (kind == SyncStep.RUN) {
            throw new UnsupportedOperationException(
                    "returning-ai-sync:run starts a route; it cannot be called in one.");
        }
        return new SyncStepProducer(this, kind);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (kind != SyncStep.RUN) {
            throw new UnsupportedOperationException(
                    "A route cannot start from returning-ai-sync:" + step + "; start it from returning-ai-sync:run.");
        }
        FlowConsumer consumer = new FlowConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    public String getStep() {
        return step;
    }

    public void setStep(String step) {
        this.step = step;
    }

    public @Nullable String getFlow() {
        return flow;
    }

    public void setFlow(@Nullable String flow) {
        this.flow = flow;
    }

    public @Nullable String getCron() {
        return cron;
    }

    public void setCron(@Nullable String cron) {
        this.cron = cron;
    }

    public @Nullable String getZone() {
        return zone;
    }

    public void setZone(@Nullable String zone) {
        this.zone = zone;
    }

    public @Nullable String getSource() {
        return source;
    }

    public void setSource(@Nullable String source) {
        this.source = source;
    }

    public @Nullable String getQuery() {
        return query;
    }

    public void setQuery(@Nullable String query) {
        this.query = query;
    }
}
