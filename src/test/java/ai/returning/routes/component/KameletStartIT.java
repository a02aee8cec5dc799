package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.returning.routes.support.RaiException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a route over a Kamelet is refused for at its start. */
class KameletStartIT {
    @TempDir
    Path folder;

    static Stream<Kamelets> kamelets() {
        return Kamelets.all().stream();
    }

    static Stream<Kamelets> effects() {
        return kamelets().filter(kamelet -> kamelet.required().contains("businessKey"));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void startsWithItsExamples(Kamelets kamelet) throws Exception {
        try (KameletHarness routes = new KameletHarness(folder, true)) {
            routes.route(kamelet.name(), examples(kamelet));

            assertThat(routes.context.isStarted()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void refusesAMisspeltParameter(Kamelets kamelet) {
        try (KameletHarness routes = new KameletHarness(folder, true)) {
            Map<String, String> parameters = examples(kamelet);
            parameters.put("webhokId", "x");

            assertThat(failure(routes, kamelet, parameters))
                    .isInstanceOf(RaiException.class)
                    .hasMessageStartingWith("RAI-1004")
                    .hasMessageContaining("webhokId");
        }
    }

    @ParameterizedTest
    @MethodSource("effects")
    void refusesToStartAgainstATenant(Kamelets kamelet) {
        try (KameletHarness routes = new KameletHarness(folder, false)) {
            assertThat(failure(routes, kamelet, examples(kamelet))).hasMessageStartingWith("RAI-1009");
        }
    }

    @ParameterizedTest
    @MethodSource("effects")
    void asksForTheBusinessKey(Kamelets kamelet) {
        try (KameletHarness routes = new KameletHarness(folder, true)) {
            Map<String, String> parameters = examples(kamelet);
            parameters.remove("businessKey");

            assertThat(failure(routes, kamelet, parameters)).hasMessageContaining("businessKey");
        }
    }

    @Test
    void refusesACallByTheNameOfARoute() throws Exception {
        try (KameletHarness routes = new KameletHarness(folder, true)) {
            routes.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:one").routeId("read-user").to("kamelet:returning-ai-user-get-action/read-user");
                }
            });

            assertThat(root(catchThrowable(routes.context::start)))
                    .isInstanceOf(RaiException.class)
                    .hasMessageStartingWith("RAI-1011")
                    .hasMessageContaining("'read-user'")
                    .hasMessageContaining("is the id of a route already");
        }
    }

    @Test
    void refusesTwoCallsByOneName() throws Exception {
        try (KameletHarness routes = new KameletHarness(folder, true)) {
            routes.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:one").to("kamelet:returning-ai-user-get-action/read-user");
                    from("direct:two").to("kamelet:returning-ai-user-fields-list-action/read-user");
                }
            });

            assertThat(root(catchThrowable(routes.context::start)))
                    .hasMessageStartingWith("RAI-1011")
                    .hasMessageContaining("names another call already");
        }
    }

    @Test
    void takesTheSameCallTwice() throws Exception {
        try (KameletHarness routes = new KameletHarness(folder, true)) {
            routes.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:one").to("kamelet:returning-ai-user-get-action/read-user");
                    from("direct:two").to("kamelet:returning-ai-user-get-action/read-user");
                }
            });
            routes.context.start();

            assertThat(routes.context.isStarted()).isTrue();
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static Throwable failure(KameletHarness routes, Kamelets kamelet, Map<String, String> parameters) {
        Throwable failure = catchThrowable(() -> routes.route(kamelet.name(), parameters));
        assertThat(failure).isNotNull();
        while (failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    private static Map<String, String> examples(Kamelets kamelet) {
        Map<String, String> parameters = new LinkedHashMap<>();
        kamelet.definition().path("properties").properties().forEach(property -> {
            if (property.getValue().has("example")) {
                parameters.put(
                        property.getKey(), property.getValue().get("example").asText());
            }
        });
        if (parameters.containsKey("webhookId")) {
            parameters.remove("webhook"); // the one or the other
        }
        return parameters;
    }
}
