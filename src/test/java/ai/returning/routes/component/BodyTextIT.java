package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that routes make of foreign values. */
class BodyTextIT {
    private static final String ROUTE = """
            - route:
                id: look-up-user
                from:
                  uri: direct:look-up-user
                  steps:
                    - setBody:
                        simple:
                          expression: "${map(idOrEmail,${variable.email})}"
                    - to:
                        uri: returning-ai:getUserData
            """;

    @ParameterizedTest
    @ValueSource(strings = {"kofi@example.org", "a\",\"x\":\"y", "a,b", "a)b", "${camelId}", "a}b"})
    void takesAValueInAMapForAValue(String email) throws Exception {
        try (ApiStub api = new ApiStub(request -> ApiStub.json("{\"status\":\"success\",\"data\":{}}"));
                ApiHarness harness = new ApiHarness(api.url()).yaml(ROUTE).start()) {
            assertThat(harness.to("direct:look-up-user")
                            .withVariable("email", email)
                            .send()
                            .getException())
                    .isNull();
            assertThat(Json.MAPPER.readTree(api.requests.get(0).body()))
                    .isEqualTo(Json.MAPPER.createObjectNode().put("idOrEmail", email));
        }
    }

    @Test
    void refusesJsonThatNamesAKeyTwice() {
        try (ApiStub api = new ApiStub(request -> ApiStub.json("{\"status\":\"success\",\"data\":{}}"));
                ApiHarness harness = new ApiHarness(api.url()).start()) {
            assertThat(ApiHarness.failure(
                            harness.send("returning-ai:getUserData", "{\"idOrEmail\":\"a\",\"idOrEmail\":\"b\"}")))
                    .hasMessageStartingWith("RAI-1007");
            assertThat(api.requests).isEmpty();
        }
    }
}
