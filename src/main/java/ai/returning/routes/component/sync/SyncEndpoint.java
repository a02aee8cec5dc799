package ai.returning.routes.component.sync;

import ai.returning.routes.component.OwnReport;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.FlowDefinition;
import ai.returning.routes.sync.poll.PollPlan;
import java.nio.file.Path;
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
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * The steps of a sync: run a flow by schedule, read its source, map, keep what changed, settle. And of events: poll a
 * table or receive them from a topic, decide by rules.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "returning-ai-sync",
        title = "Returning.AI Sync",
        syntax = "returning-ai-sync:step",
        category = {Category.SAAS, Category.BIGDATA})
public class SyncEndpoint extends DefaultEndpoint implements OwnReport {
    @UriPath(
            description =
                    "What the step does. A route starts from run, poll or receive; the others are called within it.",
            enums = "run,read,map,keep-changed,settle,poll,receive,decide")
    @Metadata(required = true)
    private String step;

    @UriParam(
            label = "consumer",
            description = "Steps run, poll and receive: the flow, which is the name of its folder.")
    private @Nullable String flow;

    @UriParam(
            label = "consumer",
            description = "Steps run and poll: Quartz cron expression with seconds. Empty: by request only.")
    private @Nullable String cron;

    @UriParam(
            label = "consumer",
            description = "Steps run and poll: zone of the cron expression, such as Europe/Berlin.")
    private @Nullable String zone;

    @UriParam(label = "common", description = "Steps read and poll: name of the source below returning-ai.sources.")
    private @Nullable String source;

    @UriParam(
            label = "common",
            description = "Steps read and poll: SQL file in the folder of the flow; of poll with :cursor in it. The"
                    + " default is the flow's name with .sql.")
    private @Nullable String query;

    @UriParam(
            label = "consumer",
            description = "Step poll: column that grows with each row, by which the query is ordered.")
    private @Nullable String cursor;

    @UriParam(
            label = "consumer",
            description = "Step poll: where the first poll of all begins; a number, a time such as"
                    + " 2026-01-01T00:00:00Z, or a text in single quotes.")
    private @Nullable String start;

    @UriParam(
            label = "consumer",
            description = "Step poll: how far before the cursor each poll begins, for rows that are committed late;"
                    + " a number or a duration such as 5m.")
    private @Nullable String overlap;

    @UriParam(label = "consumer", description = "Step poll: pause between polls, such as 10s.")
    private @Nullable String every;

    @UriParam(label = "consumer", defaultValue = "500", description = "Step poll: rows of one message.")
    private int batch = 500;

    @UriParam(label = "consumer", description = "Step receive: the Kafka topic.")
    private @Nullable String topic;

    @UriParam(label = "consumer", description = "Step receive: the brokers, as host:port, with commas between.")
    private @Nullable String brokers;

    @UriParam(label = "consumer", description = "Step receive: the consumer group.")
    private @Nullable String group;

    @UriParam(
            label = "producer",
            description = "Step decide: file with the rules, such as award-badges.rules.yaml in the folder"
                    + " award-badges.")
    private @Nullable String rules;

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
        } else if (kind == SyncStep.POLL) {
            PollOptions.check(this);
        } else if (kind == SyncStep.RECEIVE) {
            PollOptions.checkReceive(this);
        } else if (kind == SyncStep.DECIDE) {
            PollOptions.requireRules(required("rules", rules));
        }
    }

    /** What step poll reads; refuses a query the folder of the flow does not hold. */
    PollPlan pollPlan(Path flows) {
        return PollOptions.plan(this, flows);
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

    void checkSchedule(String expression) {
        if (!CronExpression.isValidExpression(expression)) {
            throw wrong("cron", expression, "a Quartz cron expression with seconds is expected, such as '0 0 3 * * ?'");
        }
        try {
            ZoneId.of(required("zone", zone));
        } catch (DateTimeException e) {
            throw wrong("zone", String.valueOf(zone), "a zone of the time zone database is expected");
        }
    }

    String required(String option, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "returning-ai-sync:" + step + " needs the option '" + option + "'. Set it in the route.");
        }
        return value;
    }

    RaiException wrong(String option, String value, String rule) {
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
        if (kind.isStart()) {
            throw new UnsupportedOperationException(
                    "returning-ai-sync:" + step + " starts a route; it cannot be called in one.");
        }
        return kind == SyncStep.DECIDE ? new DecideProducer(this) : new SyncStepProducer(this, kind);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!kind.isStart()) {
            throw new UnsupportedOperationException(
                    "A route cannot start from returning-ai-sync:" + step + "; start it from returning-ai-sync:run.");
        }
        DefaultConsumer consumer =
                switch (kind) {
                    case POLL -> new PollConsumer(this, processor);
                    case RECEIVE -> new ReceiveConsumer(this, processor);
                    default -> new FlowConsumer(this, processor);
                };
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

    public @Nullable String getCursor() {
        return cursor;
    }

    public void setCursor(@Nullable String cursor) {
        this.cursor = cursor;
    }

    public @Nullable String getStart() {
        return start;
    }

    public void setStart(@Nullable String start) {
        this.start = start;
    }

    public @Nullable String getOverlap() {
        return overlap;
    }

    public void setOverlap(@Nullable String overlap) {
        this.overlap = overlap;
    }

    public @Nullable String getEvery() {
        return every;
    }

    public void setEvery(@Nullable String every) {
        this.every = every;
    }

    public int getBatch() {
        return batch;
    }

    public void setBatch(int batch) {
        this.batch = batch;
    }

    public @Nullable String getRules() {
        return rules;
    }

    public void setRules(@Nullable String rules) {
        this.rules = rules;
    }

    public @Nullable String getTopic() {
        return topic;
    }

    public void setTopic(@Nullable String topic) {
        this.topic = topic;
    }

    public @Nullable String getBrokers() {
        return brokers;
    }

    public void setBrokers(@Nullable String brokers) {
        this.brokers = brokers;
    }

    public @Nullable String getGroup() {
        return group;
    }

    public void setGroup(@Nullable String group) {
        this.group = group;
    }
}
