package ai.returning.routes.service;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.component.FlowCatalog;
import ai.returning.routes.component.FolderFlowCatalog;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.sync.SyncEngine;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine of sync runs with its state and sources. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    FlowCatalog flowCatalog(ReturningAiProperties properties, Contract contract) {
        return new FolderFlowCatalog(properties.flows(), contract, properties.communityFields());
    }

    @Bean
    StateSettings stateSettings(ReturningAiProperties properties) {
        ReturningAiProperties.State state = properties.state();
        String url = state.url().isBlank() ? StateSettings.embeddedUrl(properties.dataDir()) : state.url();
        return new StateSettings(url, state.user(), state.password(), state.poolSize());
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    SyncEngine syncEngine(
            ReturningAiProperties properties, StateSettings state, Contract contract, ApiClient client, Clock clock) {
        throw new UnsupportedOperationException("the engine is not part of this build");
    }
}
