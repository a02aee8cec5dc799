package ai.returning.routes.service;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The demo: a made-up source and, in place of every host of the vendor, the emulator. */
@Configuration(proxyBeanMethods = false)
@Profile(DemoGuard.PROFILE)
class DemoConfiguration {
    /** The emulator knows one key; it is no secret, as it opens nothing else. */
    static final String KEY = "demo-key";

    @Bean(destroyMethod = "close")
    DemoSource demoSource(ReturningAiProperties properties) {
        return DemoSource.open(properties.dataDir());
    }
}
