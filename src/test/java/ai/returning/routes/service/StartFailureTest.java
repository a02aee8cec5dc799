package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchEndpointException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.BeansException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

class StartFailureTest {

    @Test
    void findsOurErrorBelowTheWrappingAndNamesTheRoute() {
        RaiException cause = new RaiException(ErrorCode.OPTION_UNKNOWN, "Option 'crn' is not known.");
        Throwable failure = new IllegalStateException(
                "Spring says", new FailedToCreateRouteException("sync-customers", "x", "y", cause));

        assertThat(StartFailure.describe(failure))
                .isEqualTo(
                        "RAI-1004 Option 'crn' is not known. (route 'sync-customers', routes/*/sync-customers.camel.yaml)");
    }

    @Test
    void namesTheTakenPort() {
        assertThat(StartFailure.describe(new IllegalStateException(new PortInUseException(8080))))
                .startsWith("RAI-0009 Port 8080");
    }

    @Test
    void keepsOtherFailuresToOneLine() {
        assertThat(StartFailure.describe(new IllegalStateException("first\nsecond")))
                .startsWith("RAI-0001")
                .contains("first")
                .doesNotContain("\n");
    }

    @Test
    void namesTheSettingItsPlaceAndWhatIsExpected() {
        assertThat(bound("sync:\n    lease: 20 secs"))
                .isEqualTo("RAI-0001 The setting returning-ai.sync.lease cannot be used (config/application.yaml:3): "
                        + "it must be a time such as 500ms, 30s, 5m, 1h or 14d.");
        assertThat(bound("sync:\n    resend-overwrite: always")).contains("must be one of after-lookup, never");
        assertThat(bound("sync:\n    batch-rows: many")).contains("whole number");
    }

    @Test
    void namesTheSettingThatWasProbablyMeant() {
        assertThat(bound("dta-dir: x"))
                .isEqualTo("RAI-0001 The setting returning-ai.dta-dir is not known (config/application.yaml:2)."
                        + " Did you mean returning-ai.data-dir?");
    }

    @Test
    void letsARouteHaveSettingsOfItsOwn() {
        assertThat(bound("routes:\n    my-flow:\n      threshold: 5")).isEqualTo("bound");
    }

    @Test
    void namesTheLineOfBrokenYaml() {
        Throwable failure = catchThrowable(() -> new YamlPropertySourceLoader().load("x", yaml("a: 1\n b: 2")));

        assertThat(StartFailure.describe(new IllegalStateException(failure)))
                .startsWith("RAI-0008 config/application.yaml, or that of the active profile, line 2 cannot be read:");
    }

    @Test
    void namesTheSchemeThatWasProbablyMeant() {
        assertThat(StartFailure.describe(new NoSuchEndpointException("returnin-ai://bulkUpdateUsers")))
                .isEqualTo("RAI-1004 Nothing here answers to 'returnin-ai:'. Did you mean returning-ai?");
    }

    @Test
    void saysWhereToStartTheProgram(@TempDir Path elsewhere) {
        assertThatThrownBy(() -> Settings.requireFolder(elsewhere))
                .hasMessageStartingWith("RAI-0001")
                .hasMessageContaining("the folder that holds routes/ and config/");
    }

    /** What binding this block below {@code returning-ai} fails with. */
    @Test
    void refusesSettingsOfTheClientThatDoNotFitTogether() {
        assertThat(policyOf("client:\n    retry-after-cap: 6m"))
                .startsWith("RAI-0001 returning-ai.client.rate.longest-wait is 330s, but must not be below");
        assertThat(policyOf("client:\n    max-connections: 0"))
                .startsWith("RAI-0001 returning-ai.client.max-connections must be 1 or more.");
        assertThat(policyOf("client:\n    max-connections: 40")).isEqualTo("40 connections");
    }

    private static String policyOf(String block) {
        try (AnnotationConfigApplicationContext context = open(block)) {
            ReturningAiProperties.Client client =
                    context.getBean(ReturningAiProperties.class).client();
            client.policy();
            return client.limits().maxConnections() + " connections";
        } catch (RaiException e) {
            return StartFailure.describe(e);
        }
    }

    private static AnnotationConfigApplicationContext open(String block) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        try {
            new YamlPropertySourceLoader()
                    .load("settings", yaml("returning-ai:\n  " + block))
                    .forEach(context.getEnvironment().getPropertySources()::addFirst);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.register(Bound.class);
        context.refresh();
        return context;
    }

    private static String bound(String block) {
        try (AnnotationConfigApplicationContext context = open(block)) {
            return context.isActive() ? "bound" : "not active";
        } catch (BeansException e) {
            return StartFailure.describe(e);
        }
    }

    private static Resource yaml(String text) {
        return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return "application.yaml";
            }
        };
    }

    @EnableConfigurationProperties(ReturningAiProperties.class)
    static class Bound {}
}
