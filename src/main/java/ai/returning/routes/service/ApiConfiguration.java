package ai.returning.routes.service;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.ContractOverrides;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The contract and the one client of the API. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

    @Bean
    Contract contract(ReturningAiProperties properties) {
        Map<String, ContractOverrides.OperationOverride> changed = new LinkedHashMap<>();
        properties.operations().forEach((id, place) -> changed.put(id, override(place)));
        return Contract.load(properties.contract(), new ContractOverrides(Map.of(), changed));
    }

    private static ContractOverrides.OperationOverride override(ReturningAiProperties.OperationPlace place) {
        return new ContractOverrides.OperationOverride(
                orNull(place.path()),
                orNull(place.server()),
                orNull(place.security()),
                orNull(place.envelope()),
                place.enabled());
    }

    private static @Nullable String orNull(String value) {
        return value.isBlank() ? null : value;
    }

    @Bean(destroyMethod = "close")
    ApiClient apiClient(
            ReturningAiProperties properties,
            Contract contract,
            ServerUrls servers,
            ApiKeys keys,
            ConfiguredWebhooks webhooks,
            Clock clock) {
        ClientSettings settings = new ClientSettings(
                servers.of(contract),
                keys.byScheme(contract),
                properties.client().limits(),
                properties.client().policy(),
                ClientSettings.standard().userAgent(),
                webhooks.byName());
        return new HttpApiClient(contract, settings, clock);
    }
}
