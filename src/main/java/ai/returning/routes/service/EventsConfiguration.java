package ai.returning.routes.service;

import ai.returning.routes.component.sync.DirectoryUsers;
import ai.returning.routes.component.sync.Polling;
import ai.returning.routes.component.sync.Polls;
import ai.returning.routes.component.sync.RuleDeciders;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.LedgerRetention;
import ai.returning.routes.effects.rules.Decider;
import ai.returning.routes.effects.rules.RuleSet;
import ai.returning.routes.effects.store.EventClaims;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.effects.store.VerdictStore;
import ai.returning.routes.identity.UserDirectory;
import ai.returning.routes.jdbc.DatabaseClock;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.sync.store.PollCursors;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Events: what polls them, and the rules by which they become effects. */
@Configuration(proxyBeanMethods = false)
class EventsConfiguration {
    private static final int DECIDING = 8;
    private static final Duration REPLAYS = Duration.ofSeconds(1);
    private static final Duration SWEEPS = Duration.ofHours(1);

    @Bean
    Polls polls() {
        return new Polls();
    }

    @Bean
    PollMetrics pollMetrics(Polls polls) {
        return new PollMetrics(polls);
    }

    @Bean
    Polling polling(ReturningAiProperties properties, StateDatabase state, DatabaseClock clock, Polls polls) {
        return new Polling(
                properties.flows(),
                new ConfiguredSources(properties.sources()),
                new PollCursors(state.jdbc()),
                new FlowSwitches(state.jdbc())::isStopped,
                clock,
                EngineConfiguration.owner(),
                polls);
    }

    /** Deciding waits for users and for the state database, so it has threads of its own. */
    @Bean(destroyMethod = "shutdown")
    ExecutorService decidingWorkers() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(DECIDING, work -> {
            Thread thread = new Thread(work, "deciding-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Bean
    RuleDeciders ruleDeciders(
            ReturningAiProperties properties,
            StateDatabase state,
            Contract contract,
            EffectEngine engine,
            UserDirectory users,
            DatabaseClock clock,
            CallReadiness ready,
            ConfiguredWebhooks webhooks,
            @Qualifier("decidingWorkers") ExecutorService workers,
            Environment environment) {
        RuleDeciders deciders = new RuleDeciders(
                properties.flows(),
                contract,
                name -> Optional.ofNullable(environment.getProperty(name)),
                rules -> {
                    rules.calls((operation, webhook) -> webhook.ifPresentOrElse(
                            name -> {
                                // its URL and key are its own
                                webhooks.require(operation, name);
                                ready.requireCommunity(operation);
                            },
                            () -> ready.accept(operation)));
                    rules.calls((operation, webhook) ->
                            UsedOperations.readBack(contract, operation).ifPresent(ready));
                    return new Decider(rules, tools(properties, state, engine, users, clock, workers, rules));
                },
                new VerdictStore(state.jdbc()),
                clock);
        if (EffectsConfiguration.isService(environment)) {
            // not on the thread of the rounds, which users that are slow to come would hold up
            engine.every(REPLAYS, new OneAtATime(workers, deciders::replayRound));
            LedgerRetention retention = new LedgerRetention(
                    state.jdbc(), clock, properties.effects().keep().times());
            engine.every(SWEEPS, new OneAtATime(workers, retention::sweep));
        }
        return deciders;
    }

    private static Decider.Tools tools(
            ReturningAiProperties properties,
            StateDatabase state,
            EffectEngine engine,
            UserDirectory users,
            DatabaseClock clock,
            ExecutorService workers,
            RuleSet rules) {
        return new Decider.Tools(
                engine,
                new VerdictStore(state.jdbc()),
                new EventClaims(state.jdbc()),
                new DirectoryUsers(users, rules.userNames()),
                properties.communityId(),
                clock,
                workers,
                decided -> {});
    }
}
