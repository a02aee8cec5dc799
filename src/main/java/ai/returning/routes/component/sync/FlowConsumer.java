package ai.returning.routes.component.sync;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.FlowDefinition;
import ai.returning.routes.sync.RunListener;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.RunRequest;
import ai.returning.routes.sync.SyncRun;
import org.apache.camel.Consumer;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a flow through its route, by cron tick and by request. */
final class FlowConsumer extends DefaultConsumer implements FlowRunner.FlowRoute {
    private static final Logger LOG = LoggerFactory.getLogger(FlowConsumer.class);

    private final SyncEndpoint endpoint;
    private final String flow;
    private @Nullable Consumer ticks;

    FlowConsumer(SyncEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.flow = String.valueOf(endpoint.getFlow());
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        RouteSafety.check(getRoute());
        if (!SyncEndpoint.blank(endpoint.getCron()) && endpoint.getComponent().scheduled()) {
            ticks = CronTicks.consumer(endpoint, this::tick);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        checkFolder(endpoint.getComponent().catalog().load(flow));
        runner().register(flow, this);
        ServiceHelper.startService(ticks);
    }

    /** A mapping that does not load, or a query that is not there, shows at start, not at the first run. */
    private void checkFolder(FlowDefinition definition) {
        for (Processor step : getRoute().filter("*")) {
            if (step instanceof EndpointAware aware && aware.getEndpoint() instanceof SyncEndpoint called) {
                called.checkQuery(definition);
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(ticks);
        runner().unregister(flow, this);
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        ServiceHelper.stopAndShutdownService(ticks);
        super.doShutdown();
    }

    private FlowRunner runner() {
        return endpoint.getComponent().runner();
    }

    private void tick(RunRequest request) {
        try {
            RunReport report = run(request, RunListener.SILENT);
            if (report.error() != null) {
                LOG.error("Scheduled run stopped: flow={} run={} reason={}", flow, report.runId(), report.error());
            }
        } catch (RaiException e) {
            if (e.code() == ErrorCode.RUN_OPEN || e.code() == ErrorCode.RUN_STOPPED) {
                LOG.info("Scheduled run skipped: flow={} due={} reason={}", flow, request.due(), e.getMessage());
            } else {
                LOG.error("Scheduled run not started: flow={} due={} reason={}", flow, request.due(), e.getMessage());
            }
        }
    }

    @Override
    public RunReport run(RunRequest request, RunListener listener) {
        SyncRun run = claim(request, listener);
        try {
            RunReport report = run.end(process(run));
            log(report);
            return report;
        } finally {
            runner().ended(run);
        }
    }

    private SyncRun claim(RunRequest request, RunListener listener) {
        FlowDefinition definition = endpoint.getComponent().catalog().load(flow);
        runner().starting();
        SyncRun run = null;
        try {
            run = endpoint.getComponent().engine().start(definition, request, listener);
            return run;
        } finally {
            runner().started(run);
        }
    }

    /** Takes the run through the route; gives back what the route failed with. */
    private @Nullable Throwable process(SyncRun run) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(run);
            getProcessor().process(exchange);
            return cause(exchange.getException());
        } catch (Throwable e) {
            return cause(e); // also an error: the run must be ended, or it would stay open
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** Without the wrapping of Camel, which says less than the failure itself. */
    static @Nullable Throwable cause(@Nullable Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof RaiException) {
                return t;
            }
        }
        return failure;
    }

    private static void log(RunReport report) {
        LOG.info(
                "Run ended: flow={} run={} state={} read={} unchanged={} applied={} rejected={} invalid={} "
                        + "unverified={} skipped={} chunks={} seconds={}",
                report.flow(),
                report.runId(),
                report.state().word(),
                report.books().read(),
                report.books().unchanged(),
                report.books().applied(),
                report.books().rejected(),
                report.books().invalid(),
                report.books().unverified(),
                report.books().skipped(),
                report.chunks(),
                report.seconds());
    }
}
