package ai.returning.routes.cli;

import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.service.ReturningAiProperties;
import ai.returning.routes.service.ReturningAiRoutesApplication;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.RunRequest;
import ai.returning.routes.sync.SyncEngine;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/** The life of the service: start, first runs, and the wait for its end. */
final class ServiceRun {
    private static final Duration SCHEDULED_RUN = Duration.ofHours(1);

    private final PrintWriter out;
    private final PrintWriter err;

    ServiceRun(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** Starts the service and returns when it was closed. */
    int untilStopped() throws InterruptedException {
        ConfigurableApplicationContext context = ReturningAiRoutesApplication.service();
        CountDownLatch closed = new CountDownLatch(1);
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) event -> closed.countDown());
        FlowRunner runner = context.getBean(FlowRunner.class);
        for (String flow : flowsToRunNow(context, runner)) {
            runAtStart(runner, context.getBean(SyncEngine.class), flow);
        }
        if (context.getEnvironment().matchesProfiles("demo")) {
            out.println("The demo goes on by its schedule. In another terminal: ./rai demo change 200");
        }
        closed.await();
        return 0;
    }

    /** Flows that an ended process left in the middle of a run, then those that are to run at start. */
    private static Set<String> flowsToRunNow(ConfigurableApplicationContext context, FlowRunner runner) {
        Set<String> flows =
                new LinkedHashSet<>(context.getBean(SyncEngine.class).openFlows());
        flows.retainAll(runner.flows());
        flows.addAll(context.getBean(ReturningAiProperties.class).runAtStart());
        return flows;
    }

    /** A failed first run does not end the service: its schedule tries again. */
    private void runAtStart(FlowRunner runner, SyncEngine engine, String flow) throws InterruptedException {
        try (ProgressDisplay display = ProgressDisplay.of(err)) {
            RunReport report = runner.run(flow, RunRequest.PLAIN, display);
            display.close();
            Summary.print(report, out);
        } catch (RaiException e) {
            if (e.code() == ErrorCode.RUN_OPEN && !runner.awaitIdle(Duration.ZERO)) {
                // A tick of the schedule came first; its run is as good as ours.
                runner.awaitIdle(SCHEDULED_RUN);
                engine.recent(flow, 1).forEach(report -> Summary.print(report, out));
            } else {
                err.println(e.getMessage());
            }
        }
    }
}
