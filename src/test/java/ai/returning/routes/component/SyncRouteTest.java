package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RecordingEngine;
import ai.returning.routes.sync.RunListener;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.RunRequest;
import ai.returning.routes.sync.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SyncRouteTest {
    private static final Path ROUTE = Path.of("routes/sync-customers/sync-customers.camel.yaml");
    private static final Path SHARED = Path.of("routes/shared/stop-on-failure.camel.yaml");

    private final RecordingEngine engine = new RecordingEngine();
    private final RouteHarness harness = new RouteHarness(engine, true);

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void takesTheStepsInOrder() throws Exception {
        harness.load(SHARED, ROUTE).start();

        RunReport report = harness.runner.run("sync-customers", RunRequest.PLAIN, RunListener.SILENT);

        assertThat(report.state()).isEqualTo(RunState.DONE);
        assertThat(engine.steps)
                .containsExactly(
                        "read customers sync-customers.sql",
                        "map 0",
                        "keep 0",
                        "send 0",
                        "map 1",
                        "keep 1",
                        "send 1",
                        "settle",
                        "batches closed",
                        "end");
    }

    @Test
    void endsAtTheFirstErrorWithoutSettling() throws Exception {
        engine.batches(5).failAt("send 1");
        harness.load(SHARED, ROUTE).start();

        RunReport report = harness.runner.run("sync-customers", RunRequest.PLAIN, RunListener.SILENT);

        assertThat(report.state()).isEqualTo(RunState.STOPPED);
        assertThat(report.error()).startsWith("RAI-3008").contains("send 1");
        assertThat(engine.steps).contains("send 1", "batches closed", "end with failure");
        assertThat(engine.steps).doesNotContain("map 2", "settle");
    }

    @Test
    void runsAtEachTickWithTheDueTimeInItsZone() throws Exception {
        harness.properties.setProperty("returning-ai.routes.sync-customers.cron", "* * * * * ?");
        harness.properties.setProperty("returning-ai.routes.sync-customers.zone", "Europe/Berlin");
        harness.load(SHARED, ROUTE).start();

        await().atMost(Duration.ofSeconds(10)).until(() -> engine.requests.size() >= 2);

        RunRequest first = engine.requests.get(0);
        ZonedDateTime due = Objects.requireNonNull(first.due());
        assertThat(due.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(due.getNano()).isZero();
    }

    @Test
    void skipsATickWhileARunIsOpen() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        engine.hold(release);
        harness.properties.setProperty("returning-ai.routes.sync-customers.cron", "* * * * * ?");
        harness.load(SHARED, ROUTE).start();
        engine.blocked.await();

        assertThatThrownBy(() -> harness.runner.run("sync-customers", RunRequest.PLAIN, RunListener.SILENT))
                .isInstanceOfSatisfying(
                        RaiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_OPEN));
        assertThat(engine.requests).hasSize(1);
        release.countDown();
        await().atMost(Duration.ofSeconds(10)).until(() -> engine.requests.size() >= 2);
    }

    @Test
    void keepsTheClockOffWhenSchedulingIsOff() throws Exception {
        try (RouteHarness quiet = new RouteHarness(engine, false)) {
            quiet.properties.setProperty("returning-ai.routes.sync-customers.cron", "* * * * * ?");
            quiet.load(SHARED, ROUTE).start();

            assertThat(quiet.context.getEndpoints())
                    .noneMatch(endpoint -> endpoint.getEndpointUri().startsWith("quartz"));
            assertThat(quiet.runner.flows()).containsExactly("sync-customers");
        }
    }

    @Test
    void asksOpenRunsToStopAndWaitsForThem() throws Exception {
        engine.hold(new CountDownLatch(1));
        harness.load(SHARED, ROUTE).start();
        CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(
                () -> harness.runner.run("sync-customers", RunRequest.PLAIN, RunListener.SILENT));
        engine.blocked.await();

        harness.runner.stopAll("the service shuts down");

        assertThat(harness.runner.awaitIdle(Duration.ofSeconds(10))).isTrue();
        assertThat(run.join().state()).isEqualTo(RunState.STOPPED);
        assertThatThrownBy(() -> harness.runner.run("sync-customers", RunRequest.PLAIN, RunListener.SILENT))
                .hasMessageStartingWith("RAI-3012");
    }

    @Test
    void namesTheNearestFlow() throws Exception {
        harness.load(SHARED, ROUTE).start();

        assertThatThrownBy(() -> harness.runner.run("sync-customer", RunRequest.PLAIN, RunListener.SILENT))
                .hasMessageStartingWith("RAI-1001")
                .hasMessageContaining("Did you mean sync-customers?");
    }
}
