package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/** Keeps demo data from a real tenant: the demo profile does not start beside settings of real systems. */
final class DemoGuard implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    static final String PROFILE = "demo";
    /** All of the vendor's variables but the harmless id of the community. */
    private static final Pattern REAL = Pattern.compile(
            "RETURNING_?AI_(?!COMMUNITY_ID$).*(URL|KEYS?|TOKEN|SECRET|ID|SERVERS).*|CUSTOMERS_DB_.*|STATE_DB_.*");

    private final Map<String, String> environment;

    DemoGuard(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (context.getEnvironment().acceptsProfiles(Profiles.of(PROFILE))) {
            check(environment);
            pinSource(context.getEnvironment());
        }
    }

    /** Above all other settings, so that nothing can lead the demo to another source. */
    private static void pinSource(ConfigurableEnvironment settings) {
        Path dataDir = Path.of(settings.getProperty("returning-ai.data-dir", "data/demo"));
        Map<String, Object> pinned = Map.of(
                "returning-ai.sources.customers.url", DemoSource.url(dataDir),
                "returning-ai.sources.customers.user", "",
                "returning-ai.sources.customers.password", "",
                "returning-ai.state.url", "");
        settings.getPropertySources().addFirst(new MapPropertySource("demo", pinned));
    }

    /** Names every variable in the way at once; values stay unsaid. */
    static void check(Map<String, String> environment) {
        List<String> real = real(environment);
        if (!real.isEmpty()) {
            throw new RaiException(
                    ErrorCode.DEMO_REFUSED,
                    "The demo profile does not start beside settings of real systems: " + String.join(", ", real)
                            + ". Unset them for the demo, or use ./rai run without the profile for the real systems.");
        }
    }

    /** The variables that name a real system, in order. */
    static List<String> real(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(entry -> !entry.getValue().isBlank())
                .map(Map.Entry::getKey)
                .filter(name -> REAL.matcher(name).matches())
                .sorted()
                .toList();
    }
}
