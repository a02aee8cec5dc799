package ai.returning.routes.service;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.SyncEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Looks at the state while no service runs: without Camel, without calling anything. */
public final class PastRuns {
    private PastRuns() {}

    /** The latest runs, newest first; of all flows if {@code flow} is null. */
    public static List<RunReport> recent(@Nullable String flow, int limit) {
        ReturningAiProperties settings = Settings.properties();
        if (settings.state().url().isBlank() && !kept(settings.dataDir())) {
            return List.of();
        }
        try (ConfigurableApplicationContext context = open()) {
            return context.getBean(SyncEngine.class).recent(flow, limit);
        }
    }

    /** Whether the folder holds an embedded state. */
    public static boolean kept(Path dataDir) {
        return Files.exists(StateSettings.embeddedFile(dataDir));
    }

    private static ConfigurableApplicationContext open() {
        return new SpringApplicationBuilder(Beans.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .initializers(new DemoGuard(System.getenv()))
                .properties(Map.of(ServiceMode.PROPERTY, ServiceMode.STATE_ONLY.word()))
                .run("--logging.level.ai.returning.routes=WARN");
    }

    /** The engine with neither hosts nor keys. */
    @Import({ApiConfiguration.class, EngineConfiguration.class})
    @EnableConfigurationProperties(ReturningAiProperties.class)
    static class Beans {
        @Bean
        ServerUrls serverUrls() {
            return new ServerUrls(Map.of());
        }

        @Bean
        ApiKeys apiKeys() {
            return new ApiKeys(Map.of());
        }
    }
}
