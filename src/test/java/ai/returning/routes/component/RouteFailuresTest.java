package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RecordingEngine;
import ai.returning.routes.sync.RunListener;
import ai.returning.routes.sync.RunRequest;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RouteFailuresTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(RouteFailures.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final RouteHarness harness = new RouteHarness(new RecordingEngine().failAt("send 1"), false);

    @BeforeEach
    void listen() {
        RouteFailures.install(harness.context);
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.ERROR);
    }

    @AfterEach
    void stop() {
        harness.close();
        logger.detachAppender(lines);
    }

    @Test
    void saysWhatFailedOnceAlthoughItPassesThroughASplit() throws Exception {
        harness.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:orders")
                        .routeId("award")
                        .split(body())
                        .stopOnException()
                        .process(item -> {
                            throw new RaiException(ErrorCode.BODY_UNFIT, "The order has no id.");
                        });
            }
        });
        harness.start();

        harness.context.createProducerTemplate().sendBody("seda:orders", List.of("a", "b"));

        Awaitility.await().until(() -> !lines.list.isEmpty());
        harness.close();
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage())
                    .startsWith("Route failed: route=award ")
                    .endsWith("reason=RAI-1007 The order has no id.");
            assertThat(line.getThrowableProxy()).isNull();
        });
    }

    @Test
    void keepsForeignTextsToItself() throws Exception {
        harness.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:orders").routeId("award").process(order -> {
                    throw new IllegalStateException("no user kofi@example.org\nat all");
                });
            }
        });
        harness.start();

        harness.context.createProducerTemplate().sendBody("seda:orders", "a");

        Awaitility.await().until(() -> !lines.list.isEmpty());
        assertThat(lines.list.get(0).getFormattedMessage())
                .contains("reason=java.lang.IllegalStateException at ai.returning.routes.component.RouteFailuresTest")
                .doesNotContain("kofi", "example.org");
    }

    @Test
    void isSilentOverWhatARouteHandles() throws Exception {
        harness.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:orders")
                        .onException(Exception.class)
                        .handled(true)
                        .to("seda:parked")
                        .end()
                        .throwException(new IllegalStateException("handled"));
            }
        });
        harness.start();

        harness.context.createProducerTemplate().sendBody("seda:orders", "a");

        assertThat(harness.context.createConsumerTemplate().receiveBody("seda:parked", 10_000))
                .isEqualTo("a");
        harness.close();
        assertThat(lines.list).isEmpty();
    }

    @Test
    void leavesTheRunsOfASyncToTheirOwnReport() throws Exception {
        harness.load(
                        Path.of("routes/shared/stop-on-failure.camel.yaml"),
                        Path.of("routes/sync-customers/sync-customers.camel.yaml"))
                .start();

        assertThat(harness.runner
                        .run("sync-customers", RunRequest.PLAIN, RunListener.SILENT)
                        .error())
                .startsWith("RAI-3008");
        assertThat(lines.list).isEmpty();
    }
}
