package ai.returning.routes.service;

import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.sync.SyncEngine;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What the application does once it is up, and before anything of it is taken down. */
@Component
class ServiceLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceLifecycle.class);

    private final FlowRunner runner;
    private final SyncEngine engine;
    private final CamelContext camel;
    private final Contract contract;
    private final ReturningAiProperties properties;
    private final UserRequests users;
    private final EffectDesks ledger;
    private final InboxRequests inbox;
    private final boolean service;
    private final @Nullable IntUnaryOperator demoChange;
    private final Map<String, String> demoServers;
    private @Nullable ManagementServer management;

    ServiceLifecycle(
            FlowRunner runner,
            SyncEngine engine,
            CamelContext camel,
            Contract contract,
            ReturningAiProperties properties,
            Environment environment,
            ObjectProvider<DemoSource> demo,
            ServerUrls servers,
            EffectDesks ledger,
            UserRequests users,
            InboxRequests inbox) {
        this.runner = runner;
        this.engine = engine;
        this.camel = camel;
        this.contract = contract;
        this.properties = properties;
        this.ledger = ledger;
        this.users = users;
        this.inbox = inbox;
        this.service = ServiceMode.SERVICE.word().equals(environment.getProperty(ServiceMode.PROPERTY));
        DemoSource source = demo.getIfAvailable();
        this.demoChange = source == null ? null : source::change;
        this.demoServers = source == null ? Map.of() : servers.urls();
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        UsedOperations.of(camel, contract).sentences().forEach(LOG::info);
        if (service) {
            management = ManagementServer.start(
                    runner, engine, demoChange, demoServers, ledger, inbox, properties.dataDir());
            management.answering("/user", users::answer);
            LOG.info(
                    "Service is up: flows={} schedule={}",
                    runner.flows(),
                    properties.schedule().enabled() ? "on" : "off");
        }
    }

    /** First of all: runs settle while database and client are still there. */
    @EventListener(ContextClosedEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void closing() throws InterruptedException {
        if (service) {
            LOG.info("Service stops: runs under way settle what they sent, at most {}", properties.shutdownTimeout());
        }
        runner.stopAll("the process ends");
        engine.stopSettlingEarlier("the process ends");
        if (!runner.awaitIdle(properties.shutdownTimeout())) {
            LOG.warn(
                    "Runs are cut short: they did not settle within {}; the next start continues them",
                    properties.shutdownTimeout());
        }
        ManagementServer open = management;
        if (open != null) {
            open.close();
        }
    }
}
