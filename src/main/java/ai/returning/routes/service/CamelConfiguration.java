package ai.returning.routes.service;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.component.CallSettings;
import ai.returning.routes.component.DisabledRoutes;
import ai.returning.routes.component.KameletParameterCheck;
import ai.returning.routes.component.ReturningAiComponent;
import ai.returning.routes.component.RouteFailures;
import ai.returning.routes.component.sync.FlowCatalog;
import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.component.sync.Polling;
import ai.returning.routes.component.sync.RuleDeciders;
import ai.returning.routes.component.sync.SyncComponent;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.sync.SyncEngine;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Our components under the names Camel looks for, and our checks. */
@Configuration(proxyBeanMethods = false)
class CamelConfiguration {

    @Bean
    FlowRunner flowRunner() {
        return new FlowRunner();
    }

    @Bean("returning-ai-component")
    ReturningAiComponent returningAiComponent(
            ReturningAiProperties properties,
            Contract contract,
            ApiClient client,
            ServerUrls servers,
            CallReadiness ready,
            ConfiguredWebhooks webhooks,
            EffectEngine effects) {
        CallSettings settings = CallSettings.standard()
                .ready(ready)
                .byWebhook((operation, webhook) -> {
                    webhooks.require(operation, webhook);
                    ready.requireCommunity(operation);
                })
                .effects(effects)
                .emulated(new LocalServers(contract, servers))
                .maxBodyBytes(Math.toIntExact(properties.client().maxBody().toBytes()));
        return new ReturningAiComponent(contract, client, settings);
    }

    @Bean("returning-ai-sync-component")
    SyncComponent syncComponent(
            FlowCatalog catalog,
            SyncEngine engine,
            FlowRunner runner,
            ReturningAiProperties properties,
            Polling polling,
            RuleDeciders deciders) {
        ConfiguredSources sources = new ConfiguredSources(properties.sources());
        return new SyncComponent(
                        catalog, engine, runner, properties.schedule().enabled(), sources::require, sources::isDatabase)
                .polling(polling)
                .deciding(deciders);
    }

    @Bean
    CamelContextConfiguration startChecks(ReturningAiProperties properties) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                // The Kamelet component has no starter, so Spring Boot does not set it up.
                context.getComponent("kamelet", KameletComponent.class)
                        .setLocation("file:" + properties.flows().resolve("kamelets"));
                DisabledRoutes.leaveOut(context);
                KameletParameterCheck.install(context);
                RouteFailures.install(context);
            }

            @Override
            public void afterApplicationStart(CamelContext context) {}
        };
    }
}
