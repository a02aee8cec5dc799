package ai.returning.routes.service;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.SecurityScheme;
import ai.returning.routes.effects.TenantCheck;
import ai.returning.routes.identity.CommunityCheck;
import ai.returning.routes.identity.UserDirectory;
import ai.returning.routes.identity.store.IdentityStore;
import ai.returning.routes.jdbc.StateDatabase;
import java.time.Clock;
import java.util.function.Predicate;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who the users are, and whether the keys belong to the configured community. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean(destroyMethod = "close")
    UserDirectory userDirectory(
            ReturningAiProperties properties,
            StateDatabase state,
            Contract contract,
            ApiClient client,
            ApiKeys keys,
            Clock clock) {
        return new UserDirectory(
                new IdentityStore(state.jdbc(), properties.communityId()),
                client,
                contract,
                properties.communityId(),
                hasKey(contract, keys),
                clock,
                properties.identity().settings());
    }

    @Bean
    UserRequests userRequests(
            ReturningAiProperties properties, StateDatabase state, UserDirectory directory, Clock clock) {
        return new UserRequests(
                new IdentityStore(state.jdbc(), properties.communityId()),
                directory,
                clock,
                properties.identity().keep());
    }

    @Bean
    CommunityCheck communityCheck(ReturningAiProperties properties, Contract contract, ApiClient client, ApiKeys keys) {
        return new CommunityCheck(
                client,
                contract,
                properties.communityId(),
                hasKey(contract, keys),
                properties.identity().keyCheck(),
                properties.effects().hold());
    }

    @Bean
    TenantCheck tenantCheck(CommunityCheck check) {
        return operation -> check.hindrance(operation)
                .thenApply(found -> found.map(hindrance -> new TenantCheck.Wait(hindrance.why(), hindrance.again())));
    }

    @Bean
    HealthIndicator tenantHealthIndicator(CommunityCheck check) {
        return new TenantHealth(check);
    }

    private static Predicate<Operation> hasKey(Contract contract, ApiKeys keys) {
        return operation -> {
            SecurityScheme scheme = contract.securitySchemes().get(operation.security());
            return scheme == null || keys.byVariable().containsKey(scheme.environment());
        };
    }
}
