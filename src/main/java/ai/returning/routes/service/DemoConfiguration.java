package ai.returning.routes.service;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.emulator.Emulator;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The demo: a made-up source and, in place of every host of the vendor, the emulator. */
@Configuration(proxyBeanMethods = false)
@Profile(DemoGuard.PROFILE)
class DemoConfiguration {

    @Bean(destroyMethod = "close")
    DemoSource demoSource(ReturningAiProperties properties) {
        return DemoSource.open(properties.dataDir());
    }

    @Bean(destroyMethod = "close")
    Emulator emulator(ReturningAiProperties properties, Contract contract, DemoSource source) {
        return Emulator.start(DemoCommunity.settings(
                        contract,
                        properties.dataDir(),
                        properties.communityFields(),
                        properties.communityId(),
                        source::knownEmails)
                .withPort(properties.emulator().port()));
    }

    /** Every server of the contract, so that no call can leave the machine. */
    @Bean
    ServerUrls serverUrls(Contract contract, Emulator emulator) {
        Map<String, String> urls = new TreeMap<>();
        contract.servers().keySet().forEach(name -> urls.put(name, emulator.baseUrl(name)));
        return new ServerUrls(urls);
    }

    @Bean
    ConfiguredWebhooks configuredWebhooks(ReturningAiProperties properties, Contract contract, Emulator emulator) {
        return ConfiguredWebhooks.at(emulator, DemoCommunity.KEY, properties, contract);
    }

    @Bean
    ApiKeys apiKeys(Contract contract) {
        return ApiKeys.one(contract, DemoCommunity.KEY);
    }
}
