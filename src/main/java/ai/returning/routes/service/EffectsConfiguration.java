package ai.returning.routes.service;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.UserNames;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.effects.store.SealStore;
import ai.returning.routes.jdbc.DatabaseClock;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The ledger of effects with its state. */
@Configuration(proxyBeanMethods = false)
class EffectsConfiguration {
    private static final Duration CLOCK_INTERVAL = Duration.ofMinutes(1);

    @Bean(destroyMethod = "close")
    EffectEngine effectEngine(
            ReturningAiProperties properties,
            StateDatabase state,
            Contract contract,
            ApiClient client,
            Environment environment) {
        EffectsProperties effects = properties.effects();
        // one clock for all processes: one whose own clock is ahead would look too early whether an effect happened
        DatabaseClock clock = DatabaseClock.of(state.jdbc());
        Ledger ledger = new Ledger(
                new EffectStore(state.jdbc()),
                new ParkedStore(state.jdbc()),
                clock,
                properties.communityId(),
                EngineConfiguration.owner(),
                effects.settings(properties.client().limits().longestCall()));
        EffectEngine engine = new EffectEngine(ledger, client, contract, effects.inFlight());
        // A command that runs one flow leaves what others left to the service.
        return ServiceMode.SERVICE.word().equals(environment.getProperty(ServiceMode.PROPERTY))
                ? engine.start(effects.interval())
                        .seal(new SealStore(state.jdbc()), effects.sealEvery())
                        .every(CLOCK_INTERVAL, clock::measure)
                : engine;
    }

    @Bean
    EffectMetrics effectMetrics(StateDatabase state) {
        return new EffectMetrics(new EffectStore(state.jdbc()));
    }

    @Bean
    EffectDesks effectDesks(
            StateDatabase state, Clock clock, ReturningAiProperties properties, ObjectProvider<UserNames> names) {
        return EffectDesks.of(
                state,
                clock,
                EngineConfiguration.owner(),
                () -> FlowFolders.of(properties.flows()),
                names.getIfAvailable(() -> UserNames.NONE));
    }

    /** The community is a part of the identity of each effect: set later, it would make all of them new ones. */
    static void requireCommunity(Operation operation, ReturningAiProperties properties) {
        if (operation.effect() == EffectMark.ALWAYS && properties.communityId().isBlank()) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "returning-ai:" + operation.id() + " is an effect, and the ledger needs to know whose:"
                            + " returning-ai.community-id is empty. Set the environment variable"
                            + " RETURNING_AI_COMMUNITY_ID.");
        }
    }
}
