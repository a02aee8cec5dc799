package ai.returning.routes.service;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The contract and the one client of the API. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

    @Bean
    @Profile("!" + DemoGuard.PROFILE)
    ServerUrls serverUrls(ReturningAiProperties properties) {
        return new ServerUrls(properties.servers());
    }

    @Bean
    @Profile("!" + DemoGuard.PROFILE)
    ApiKeys apiKeys(ReturningAiProperties properties) {
        return ApiKeys.of(properties.keys());
    }

    @Bean
    @ConditionalOnMissingBean
    Contract contract(ReturningAiProperties properties) {
        return Contract.load(properties.contract());
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    ApiClient apiClient(ReturningAiProperties properties, Contract contract, ServerUrls servers, ApiKeys keys) {
        throw new UnsupportedOperationException("the client is not part of this build");
    }
}
