package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RecordingEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartErrorTest {
    private static final Path ROUTE = Path.of("routes/sync-customers/sync-customers.camel.yaml");
    private static final String SHARED = "routes/shared/stop-on-failure.camel.yaml";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            returning-ai:bulkUpdateUsers   | returning-ai:bulkUpdateUser      | RAI-1003 | Did you mean bulkUpdateUsers?
            returning-ai:bulkUpdateUsers   | returning-ai:bulkUpdateUsers?lazyStrtProducer=true | RAI-1004 | Did you mean lazyStartProducer?
            "source: customers"            | "sorce: customers"               | RAI-1004 | Did you mean source?
            "source: customers"            | "cron: customers"                | RAI-1004 | Option 'cron' is not known by returning-ai-sync:read
            "flow: sync-customers"         | "flw: sync-customers"            | RAI-1004 | Did you mean flow?
            returning-ai:bulkUpdateUsers   | returning-ai:createUser          | RAI-1005 | createUser takes no file
            returning-ai-sync:keep-changed | returning-ai-sync:keep-change    | RAI-1004 | Did you mean keep-changed?
            "streaming: true"              | "streaming: false"               | RAI-1005 | set streaming: true
            "stopOnException: true"        | "stopOnException: false"         | RAI-1005 | set stopOnException: true
            "stopOnException: true"        | "stopOnException: true\n            parallelProcessing: true" | RAI-1005 | parallel
            "query: sync-customers.sql"    | "query: sync-customer.sql"       | RAI-0001 | Did you mean sync-customers.sql?
            "Id: stop-on-failure"          | "Id: stop-on-failur"             | RAI-1005 | Did you mean stop-on-failure?
            """)
    void refusesAMistakeInTheRoute(String right, String wrong, String code, String hint) throws Exception {
        String yaml = Files.readString(ROUTE, StandardCharsets.UTF_8);
        assertThat(yaml).contains(right);

        Throwable failure = start(shared(), yaml.replace(right, wrong.replace("\\n", "\n")));

        assertThat(failure.getMessage()).startsWith(code).contains(hint);
    }

    @Test
    void refusesAHandlerThatGoesOn() throws Exception {
        String configuration = """
                - routeConfiguration:
                    id: stop-on-failure
                    onException:
                      - onException:
                          exception: [java.lang.Exception]
                          handled: {constant: {expression: "true"}}
                """;

        assertThat(start(configuration, Files.readString(ROUTE)).getMessage())
                .startsWith("RAI-1005 Route 'sync-customers'")
                .contains("handled");
    }

    @Test
    void refusesADeadLetterChannel() throws Exception {
        String configuration = """
                - routeConfiguration:
                    id: stop-on-failure
                    errorHandler:
                      deadLetterChannel:
                        deadLetterUri: log:dead
                """;

        assertThat(start(configuration, Files.readString(ROUTE)).getMessage())
                .startsWith("RAI-1005")
                .contains("dead letter");
    }

    @Test
    void refusesRedelivery() throws Exception {
        String configuration = """
                - routeConfiguration:
                    id: stop-on-failure
                    errorHandler:
                      defaultErrorHandler:
                        redeliveryPolicy:
                          maximumRedeliveries: "3"
                """;

        assertThat(start(configuration, Files.readString(ROUTE)).getMessage())
                .startsWith("RAI-1005")
                .contains("redelivery");
    }

    @Test
    void refusesAParameterTheKameletDoesNotDeclare() throws Exception {
        String kamelet = """
                - routeTemplate:
                    id: greet-action
                    parameters:
                      - name: greeting
                        defaultValue: hello
                    from:
                      uri: kamelet:source
                      steps:
                        - setBody: {constant: {expression: "{{greeting}}"}}
                """;
        String route = """
                - route:
                    id: greet
                    from:
                      uri: direct:greet
                      steps:
                        - to: {uri: "kamelet:greet-action/hi", parameters: {greting: good day}}
                """;

        assertThat(start(kamelet, route).getMessage())
                .startsWith("RAI-1004")
                .contains("greet-action/hi")
                .contains("Did you mean greeting?");
    }

    private static String shared() throws Exception {
        return Files.readString(Path.of(SHARED));
    }

    /** Starts the route and gives back the failure a person can act on. */
    private static RaiException start(String configuration, String route) {
        try (RouteHarness harness = new RouteHarness(new RecordingEngine(), false)) {
            Throwable failure = catchThrowable(() -> harness.add("shared.camel.yaml", configuration)
                    .add("route.camel.yaml", route)
                    .start());
            while (failure != null && !(failure instanceof RaiException)) {
                failure = failure.getCause();
            }
            return Objects.requireNonNull((RaiException) failure, "the route started");
        }
    }
}
