package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RecordingEngine;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlainCallTest {
    private final RouteHarness harness = new RouteHarness(new RecordingEngine(), false);

    @BeforeEach
    void start() {
        harness.start();
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void takesParametersFromVariablesAndIgnoresHeaders() {
        Exchange answer = harness.context
                .createFluentProducerTemplate()
                .to("returning-ai:getUserData")
                .withVariable("returning-ai.userId", "42")
                .withHeader("userId", "666")
                .withHeader("CamelReturningAiOperationId", "deleteEverything")
                .withBody(Map.of("not", "sent with a GET"))
                .send();

        assertThat(answer.getException()).isNull();
        assertThat(harness.client.calls).hasSize(1);
        assertThat(harness.client.calls.get(0).operationId()).isEqualTo("getUserData");
        assertThat(harness.client.calls.get(0).parameters()).isEqualTo(Map.of("userId", "42"));
        assertThat(harness.client.calls.get(0).json()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo(Map.of("name", "Zoë"));
        assertThat(answer.getMessage().getHeader(ReturningAiConstants.STATUS)).isEqualTo(200);
        assertThat(answer.getMessage().getHeader(ReturningAiConstants.EVIDENCE)).isEqualTo("partial");
        assertThat(answer.getMessage().getHeader(ReturningAiConstants.OPERATION_ID))
                .isEqualTo("getUserData");
    }

    @Test
    void sendsMapsAndJsonTextAlike() {
        send("createUser", Map.of("email", "a@example.org"));
        send("createUser", "{\"email\":\"a@example.org\"}");
        send("createUser", null);

        assertThat(harness.client.calls.get(0).json())
                .isEqualTo(harness.client.calls.get(1).json());
        assertThat(harness.client.calls.get(2).json()).isNull();
    }

    @Test
    void refusesABodyThatIsNoJsonWithoutQuotingIt() {
        Exchange answer = send("createUser", "{\"email\": secret@example.org}");

        assertThat(answer.getException())
                .isInstanceOf(RaiException.class)
                .hasMessageStartingWith("RAI-1007")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void namesTheMissingParameterAndItsVariable() {
        assertThat(send("getUserData", null).getException())
                .hasMessageStartingWith("RAI-1006")
                .hasMessageContaining("'returning-ai.userId'");
    }

    @Test
    void cannotStartARoute() {
        assertThatThrownBy(() ->
                        harness.context.getEndpoint("returning-ai:getUserData").createConsumer(e -> {}))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("only called");
    }

    private Exchange send(String operation, @Nullable Object body) {
        return harness.context
                .createFluentProducerTemplate()
                .to("returning-ai:" + operation)
                .withBody(body)
                .send();
    }
}
