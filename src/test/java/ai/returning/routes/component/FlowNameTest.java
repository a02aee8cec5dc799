package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowNameTest {

    @ParameterizedTest
    @CsvSource({
        "file:routes/award-badges/award-badges.camel.yaml, award-badges, award-badges",
        "file:/srv/routes/award-badges/award-badges-from-kafka.camel.yaml, award-badges-from-kafka, award-badges",
        "file:C:\\routes\\award-badges\\award-badges-from-kafka.camel.yaml, award-badges-from-kafka, award-badges",
        "file:routes/award/award-badges.camel.yaml, awards, awards",
        "file:routes/shared/errors.camel.yaml, errors, errors",
        "memory, award-badges-from-kafka, award-badges-from-kafka"
    })
    void isTheFolderOfTheRoute(String location, String route, String flow) {
        assertThat(FlowName.of(location, route)).isEqualTo(flow);
    }

    @Test
    void isKnownOfARouteThatWasLoadedFromItsFile() throws Exception {
        String yaml = """
                - route:
                    id: award-badges-from-kafka
                    from:
                      uri: direct:events
                      steps:
                        - log: event
                """;
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString(
                            "file:routes/award-badges/award-badges-from-kafka.camel.yaml", yaml));
            context.start();

            assertThat(FlowName.of(context, "award-badges-from-kafka")).isEqualTo("award-badges");
            assertThat(FlowName.of(context, "unheard-of")).isEqualTo("unheard-of");
        }
    }
}
