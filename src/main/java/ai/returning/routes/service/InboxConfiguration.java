package ai.returning.routes.service;

import ai.returning.routes.component.event.EventComponent;
import ai.returning.routes.component.event.EventWrites;
import ai.returning.routes.crm.store.CrmWrites;
import ai.returning.routes.inbox.EventDispatcher;
import ai.returning.routes.inbox.EventView;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.InboxDesk;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.inbox.write.JointEnd;
import ai.returning.routes.jdbc.DatabaseClock;
import ai.returning.routes.jdbc.StateDatabase;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The inbox of webhooks, and the component whose routes take events out of it. */
@Configuration(proxyBeanMethods = false)
class InboxConfiguration {
    private static final Duration CLOCK_INTERVAL = Duration.ofMinutes(1);

    /** One clock for all processes: leases and order must not depend on which of them looks. */
    @Bean(destroyMethod = "close")
    EventDispatcher eventDispatcher(ReturningAiProperties properties, StateDatabase state, Environment environment) {
        DatabaseClock clock = DatabaseClock.of(state.jdbc());
        EventDispatcher dispatcher = new EventDispatcher(
                new InboxStore(state.jdbc()),
                clock,
                EngineConfiguration.owner(),
                properties.inbox().dispatch());
        if (isService(environment)) {
            dispatcher.start(state.dialect().heldByOneProcess());
            dispatcher.every(CLOCK_INTERVAL.toMillis(), "The clock of the inbox", clock::measure);
        }
        return dispatcher;
    }

    @Bean(destroyMethod = "close")
    Inbox inbox(ReturningAiProperties properties, StateDatabase state, EventDispatcher dispatcher) {
        return new Inbox(
                new InboxStore(state.jdbc()),
                DatabaseClock.of(state.jdbc()),
                properties.inbox().queue(),
                dispatcher::arrived);
    }

    @Bean
    InboxDesk inboxDesk(StateDatabase state, Clock clock) {
        return new InboxDesk(new InboxStore(state.jdbc()), clock);
    }

    @Bean
    InboxRequests inboxRequests(InboxDesk desk, StateDatabase state) {
        return new InboxRequests(desk, new CrmWrites(state.jdbc()));
    }

    @Bean
    InboxMetrics inboxMetrics(StateDatabase state, InboxFront front) {
        return new InboxMetrics(new InboxStore(state.jdbc()), front);
    }

    @Bean(destroyMethod = "close")
    ConfiguredTargets configuredTargets(ReturningAiProperties properties, StateDatabase state) {
        return new ConfiguredTargets(
                properties.targets(), properties.state(), new JointEnd(DatabaseClock.of(state.jdbc())));
    }

    /** A command that runs one flow leaves events to the service. */
    @Bean("returning-ai-event-component")
    EventComponent returningAiEventComponent(
            ReturningAiProperties properties,
            EventDispatcher dispatcher,
            ConfiguredTargets targets,
            Environment environment) {
        EventView view = new EventView(
                new InboxEndpoints(properties)::pointers, properties.inbox().ownUsers());
        return new EventComponent(isService(environment) ? () -> dispatcher : null, view)
                .writing(new EventWrites(properties.flows(), targets));
    }

    private static boolean isService(Environment environment) {
        return ServiceMode.SERVICE.word().equals(environment.getProperty(ServiceMode.PROPERTY));
    }
}
