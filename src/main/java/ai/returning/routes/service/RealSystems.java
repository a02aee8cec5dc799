package ai.returning.routes.service;

import ai.returning.routes.contract.Contract;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Hosts and keys of the vendor, from the settings. The demo has others. */
@Configuration(proxyBeanMethods = false)
@Profile("!" + DemoGuard.PROFILE)
class RealSystems {

    @Bean
    ServerUrls serverUrls(ReturningAiProperties properties) {
        return new ServerUrls(properties.servers());
    }

    @Bean
    ConfiguredWebhooks configuredWebhooks(ReturningAiProperties properties, Contract contract) {
        return ConfiguredWebhooks.of(properties, contract);
    }

    @Bean
    ApiKeys apiKeys(ReturningAiProperties properties) {
        return ApiKeys.of(properties.keys());
    }
}
