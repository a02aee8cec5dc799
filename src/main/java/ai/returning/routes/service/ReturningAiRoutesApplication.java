package ai.returning.routes.service;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/** The Spring Boot application: as a service, or for one flow. */
@SpringBootApplication
@EnableConfigurationProperties(ReturningAiProperties.class)
public class ReturningAiRoutesApplication {

    /** The service: all routes, schedules, health, metrics and the management port. */
    public static ConfigurableApplicationContext service(String... arguments) {
        return builder(StartCheck.ofAll(Path.of("")))
                .properties(Map.of(ServiceMode.PROPERTY, ServiceMode.SERVICE.word()))
                .run(arguments);
    }

    /** One flow without schedule and without ports, for a one-shot command. */
    public static ConfigurableApplicationContext oneShot(String flow) {
        Map<String, Object> overrides = new TreeMap<>();
        overrides.put(ServiceMode.PROPERTY, ServiceMode.ONE_SHOT.word());
        overrides.put("returning-ai.schedule.enabled", "false");
        overrides.put("returning-ai.run-at-start", "");
        overrides.put(
                "camel.main.routes-include-pattern",
                "file:routes/shared/*.camel.yaml,file:routes/" + flow + "/*.camel.yaml");
        overrides.put("camel.main.run-controller", "false");
        // The command itself says how the run goes and ends.
        overrides.put("logging.level.ai.returning.routes", "WARN");
        String[] arguments = overrides.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        return builder(StartCheck.ofOne(Path.of(""), flow))
                .web(WebApplicationType.NONE)
                .run(arguments);
    }

    private static SpringApplicationBuilder builder(StartCheck check) {
        Settings.requireFolder(Path.of(""));
        return new SpringApplicationBuilder(ReturningAiRoutesApplication.class)
                .logStartupInfo(false)
                .initializers(new DemoGuard(System.getenv()), check);
    }
}
