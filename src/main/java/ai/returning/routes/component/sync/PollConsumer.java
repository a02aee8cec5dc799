package ai.returning.routes.component.sync;

import ai.returning.routes.support.Durations;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.poll.PollReport;
import ai.returning.routes.sync.poll.PollReport.End;
import ai.returning.routes.sync.poll.Poller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls a table for a flow, by the clock and by request, and takes each batch through the route. */
final class PollConsumer extends DefaultConsumer implements Polls.PollRoute {
    private static final Logger LOG = LoggerFactory.getLogger(PollConsumer.class);
    private static final String RUN = "returning-ai.poll-round";
    private static final Duration LAST_BATCH = Duration.ofSeconds(20);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SyncEndpoint endpoint;
    private final String flow;
    /** One round at a time. */
    private final ReentrantLock round = new ReentrantLock();

    private @Nullable Consumer ticks;
    private @Nullable ScheduledExecutorService timer;
    private volatile @Nullable Poller poller;
    private volatile Polls.Figures figures;

    PollConsumer(SyncEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.flow = String.valueOf(endpoint.getFlow());
        this.figures = new Polls.Figures(flow, 0, 0, 0, 0, "");
    }

    /** What the limits of a run are counted by: the round of a poll; any other message is a run of its own. */
    static String run(Exchange exchange) {
        String run = exchange.getProperty(RUN, String.class);
        return run == null ? exchange.getFromRouteId() + "-" + exchange.getExchangeId() : run;
    }

    private Polling polling() {
        return endpoint.getComponent().polling();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        RouteSafety.checkPoll(getRoute());
        if (!SyncEndpoint.blank(endpoint.getCron()) && endpoint.getComponent().scheduled()) {
            ticks = CronTicks.consumer(endpoint, request -> tick());
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.getComponent().requireSource(String.valueOf(endpoint.getSource()));
        poller = polling().poller(endpoint.pollPlan(polling().flows()));
        polling().polls().register(flow, this);
        ServiceHelper.startService(ticks);
        String every = endpoint.getEvery();
        if (!SyncEndpoint.blank(every) && endpoint.getComponent().scheduled()) {
            long millis = Durations.read(String.valueOf(every)).orElseThrow().toMillis();
            timer = getEndpoint()
                    .getCamelContext()
                    .getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "poll-" + flow);
            timer.scheduleWithFixedDelay(this::tick, 0, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Lets the batch under way end; the rest is read at the next start. */
    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(ticks);
        if (timer != null) {
            timer.shutdown();
            timer = null;
        }
        Poller active = poller;
        if (active != null) {
            active.stop();
        }
        if (round.tryLock(LAST_BATCH.toMillis(), TimeUnit.MILLISECONDS)) {
            round.unlock();
        } else {
            LOG.warn("A batch is still under way and will be read again: flow={}", flow);
        }
        polling().polls().unregister(flow, this);
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        ServiceHelper.stopAndShutdownService(ticks);
        super.doShutdown();
    }

    /** What fails is tried again at the next tick; it is told when it begins, changes and ends. */
    private void tick() {
        try {
            poll();
        } catch (Throwable e) { // a tick that threw would be the last one
            LOG.debug("Poll failed: flow={}", flow, e);
        }
    }

    @Override
    public PollReport poll() {
        Poller active = poller;
        if (active == null || !round.tryLock()) {
            return new PollReport(End.BUSY, 0, 0);
        }
        try {
            PollReport report = active.round(name(), this::process);
            succeeded(report);
            return report;
        } catch (Throwable e) {
            failed(e);
            throw e;
        } finally {
            round.unlock();
        }
    }

    @Override
    public Polls.Figures figures() {
        return figures;
    }

    private String name() {
        return flow + "-" + STAMP.format(Instant.ofEpochMilli(clock().millis()));
    }

    private Clock clock() {
        return polling().clock();
    }

    /** Takes a batch through the route; returns when all of it is dealt with. */
    private void process(List<Map<String, @Nullable Object>> rows, String run) {
        Exchange exchange = createExchange(false);
        try {
            exchange.setProperty(RUN, run);
            exchange.getMessage().setBody(rows);
            getProcessor().process(exchange);
            Throwable failure = exchange.getException();
            if (failure != null) {
                throw FlowConsumer.cause(failure);
            }
        } catch (RaiException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new RaiException(
                    ErrorCode.POLL_FAILED,
                    "The route of flow '" + flow + "' failed with "
                            + e.getClass().getName() + ". The rows come again at the next poll.",
                    e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void succeeded(PollReport report) {
        Polls.Figures last = figures;
        boolean done = report.end() == End.DONE;
        figures = new Polls.Figures(
                flow,
                last.rows() + report.rows(),
                last.repeated() + report.repeated(),
                last.failures(),
                done ? clock().millis() : last.doneAt(),
                done ? "" : last.error());
        if (done && !last.error().isEmpty()) {
            LOG.info("Poll works again: flow={}", flow);
        }
        if (report.rows() > 0) {
            LOG.info(
                    "Polled: flow={} rows={} repeated={} end={}",
                    flow,
                    report.rows(),
                    report.repeated(),
                    report.end().name().toLowerCase(Locale.ROOT));
        }
    }

    private void failed(Throwable failure) {
        Polls.Figures last = figures;
        String error = failure instanceof RaiException
                ? failure.getMessage()
                : failure.getClass().getName();
        figures = new Polls.Figures(
                flow, last.rows(), last.repeated(), last.failures() + 1, last.doneAt(), String.valueOf(error));
        if (!last.error().equals(error)) {
            LOG.error("Poll failed, and is tried again: flow={} reason={}", flow, error);
        }
    }
}
