package ai.returning.routes.service;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.effects.DeskCounts;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.Senders;
import ai.returning.routes.effects.TenantCheck;
import ai.returning.routes.effects.file.FileLane;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.effects.store.SealStore;
import ai.returning.routes.identity.store.IdentityStore;
import ai.returning.routes.jdbc.DatabaseClock;
import ai.returning.routes.jdbc.Presence;
import ai.returning.routes.jdbc.StateDatabase;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The ledger of effects with its state. */
@Configuration(proxyBeanMethods = false)
class EffectsConfiguration {
    private static final Duration CLOCK_INTERVAL = Duration.ofMinutes(1);
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(10);
    private static final Duration PRESENCE_INTERVAL = Duration.ofSeconds(20);

    /** One clock for all processes: one whose own clock is ahead would look too early whether an effect happened. */
    @Bean
    DatabaseClock databaseClock(StateDatabase state) {
        return DatabaseClock.of(state.jdbc());
    }

    /** Closed by the engine, after the files. */
    @Bean(destroyMethod = "")
    Ledger ledger(ReturningAiProperties properties, StateDatabase state, DatabaseClock clock, Presence presence) {
        return new Ledger(
                        new EffectStore(state.jdbc()),
                        new ParkedStore(state.jdbc()),
                        clock,
                        properties.communityId(),
                        presence.node(),
                        properties
                                .effects()
                                .settings(properties.client().limits().longestCall()))
                .senders(new Senders(presence::isThere));
    }

    /** Ends with the database or the process: a call under way may outlive the engine. */
    @Bean(destroyMethod = "")
    Presence presence(StateDatabase state) {
        return state.presence(EngineConfiguration.owner());
    }

    @Bean(destroyMethod = "close")
    EffectEngine effectEngine(
            ReturningAiProperties properties,
            StateDatabase state,
            Ledger ledger,
            DatabaseClock clock,
            Presence presence,
            Contract contract,
            ApiClient client,
            TenantCheck tenant,
            EffectWatch watch,
            Environment environment) {
        EffectsProperties effects = properties.effects();
        EffectEngine engine = new EffectEngine(ledger, client, contract, effects.inFlight()).check(tenant);
        // A command that runs one flow leaves what others left to the service.
        engine.every(CLOCK_INTERVAL, clock::measure).every(PRESENCE_INTERVAL, presence::keep);
        return isService(environment)
                ? engine.start(effects.interval())
                        .seal(new SealStore(state.jdbc()), effects.sealEvery())
                        .every(WATCH_INTERVAL, watch::look)
                : engine;
    }

    static boolean isService(Environment environment) {
        return ServiceMode.SERVICE.word().equals(environment.getProperty(ServiceMode.PROPERTY));
    }

    /** @param engine closes the ledger, so it is closed after this */
    @Bean(destroyMethod = "close")
    FileLane fileLane(
            ReturningAiProperties properties,
            StateDatabase state,
            Ledger ledger,
            EffectEngine engine,
            Contract contract,
            ApiClient client,
            TenantCheck tenant,
            Environment environment) {
        FileLane lane = new FileLane(
                        ledger,
                        new EffectFiles(state.jdbc(), properties.communityId()),
                        new FlowSwitches(state.jdbc()),
                        client,
                        contract,
                        properties
                                .effects()
                                .files()
                                .in(
                                        properties.dataDir().resolve("effects"),
                                        properties.runs().keep()))
                .check(tenant);
        return isService(environment) ? lane.start(properties.effects().interval()) : lane;
    }

    @Bean
    EffectMetrics effectMetrics(StateDatabase state) {
        return new EffectMetrics(new EffectStore(state.jdbc()));
    }

    @Bean
    EffectWatch effectWatch(StateDatabase state) {
        return new EffectWatch(() -> DeskCounts.of(state.jdbc()), LoggerFactory.getLogger(EffectWatch.class)::warn);
    }

    @Bean
    EffectDesks effectDesks(StateDatabase state, Clock clock, ReturningAiProperties properties) {
        return EffectDesks.of(
                state,
                clock,
                EngineConfiguration.owner(),
                () -> FlowFolders.of(properties.flows()),
                new DirectoryNames(new IdentityStore(state.jdbc(), properties.communityId())));
    }
}
