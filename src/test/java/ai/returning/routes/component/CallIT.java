package ai.returning.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire for what a route has, and what comes back into it. */
class CallIT {
    private static final String USER = "{\"status\":\"success\",\"message\":\"Here you are\",\"data\":"
            + "{\"userId\":4417,\"xp\":\"310\",\"coins\":\"40.5\",\"news\":\"7\"}}";

    private final ApiStub api = new ApiStub(request -> ApiStub.json(USER));
    private final ApiHarness harness = new ApiHarness(ApiHarness.CONTRACT, api.url(), s -> s.maxBodyBytes(2000));

    /** A bean of the customer's. */
    public record Wish(String idOrEmail, LocalDate since) {}

    @BeforeEach
    void start() {
        harness.start();
    }

    @AfterEach
    void stop() {
        harness.close();
        api.close();
    }

    @Test
    void givesThePayloadWithTheTypesOfTheContract() {
        Exchange answer = harness.send("returning-ai:getUserData", Map.of("idOrEmail", "4417"));

        assertThat(answer.getException()).isNull();
        // text for a text, numbers for numbers, and what the contract does not know as it came
        assertThat(answer.getMessage().getBody(Map.class))
                .containsEntry("userId", "4417")
                .containsEntry("xp", 310)
                .containsEntry("coins", new java.math.BigDecimal("40.5"))
                .containsEntry("news", "7");
        assertThat(answer.getMessage().getHeaders())
                .containsEntry(ReturningAiConstants.STATUS, 200)
                .containsEntry(ReturningAiConstants.MESSAGE, "Here you are")
                .containsEntry(ReturningAiConstants.EVIDENCE, "documented")
                .containsEntry(ReturningAiConstants.OPERATION_ID, "getUserData");
    }

    @Test
    void givesTheWholeAnswerIfAsked() {
        Exchange answer = harness.send("returning-ai:getUserData?result=whole", Map.of("idOrEmail", "4417"));

        assertThat(answer.getMessage().getBody(Map.class))
                .containsEntry("status", "success")
                .containsKey("data");
    }

    @Test
    void takesEveryFormOfAJsonBody(@TempDir Path folder) throws Exception {
        String text = "{\"idOrEmail\":\"4417\"}";
        Path file = Files.writeString(folder.resolve("body.json"), text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        for (Object body : List.of(
                text, bytes, new ByteArrayInputStream(bytes), file, file.toFile(), Map.of("idOrEmail", "4417"))) {
            assertThat(harness.send("returning-ai:getUserData", body).getException())
                    .isNull();
        }
        assertThat(api.requests)
                .hasSize(6)
                .allSatisfy(request -> assertThat(request.body()).isEqualTo(text));
    }

    @Test
    void writesDatesOfABeanAsText() {
        harness.send("returning-ai:getUserData", new Wish("4417", LocalDate.of(2026, 5, 18)));

        assertThat(api.requests.get(0).body()).isEqualTo("{\"idOrEmail\":\"4417\",\"since\":\"2026-05-18\"}");
    }

    @Test
    void takesParametersFromOptionsExpressionsAndVariables() {
        String uri = "returning-ai:listUserFields?communityId=${header.community}&param.limit=7";
        Exchange answer = harness.to(uri)
                .withHeader("community", "c/1")
                .withVariable("returning-ai.page", 2)
                .withVariable("returning-ai.limit", 99)
                .send();

        assertThat(answer.getException()).isNull();
        assertThat(api.requests.get(0).path()).isEqualTo("/communities/c/1/user-fields");
        assertThat(api.requests.get(0).query()).isEqualTo("page=2&limit=7");
    }

    @Test
    void keepsOutEverythingThatWasPlantedInHeaders() {
        Exchange answer = harness.to("returning-ai:getUserData")
                .withHeader("CamelHttpUri", "http://127.0.0.1:1/elsewhere")
                .withHeader("CamelHttpPath", "/elsewhere")
                .withHeader("CamelHttpMethod", "DELETE")
                .withHeader("CamelHttpQuery", "admin=true")
                .withHeader("CamelReturningAiOperationId", "deleteBadge")
                .withHeader("CamelReturningAiStatus", 500)
                .withHeader("returning-ai.idOrEmail", "1")
                .withHeader("Authorization", "Bearer stolen")
                .withBody(Map.of("idOrEmail", "4417"))
                .send();

        assertThat(answer.getException()).isNull();
        assertThat(api.requests)
                .singleElement()
                .isEqualTo(new ApiStub.Request(
                        "POST", "/users/info", "null", "application/json; charset=UTF-8", "{\"idOrEmail\":\"4417\"}"));
        assertThat(answer.getMessage().getHeader(ReturningAiConstants.STATUS)).isEqualTo(200);
    }

    @Test
    void leavesNoOutcomeOfAnEarlierCallBesideAFailure() {
        Exchange answer = harness.to("returning-ai:getUserData")
                .withHeader("CamelReturningAiStatus", 200)
                .withBody("{}")
                .send();

        assertThat(answer.getException()).isNotNull();
        assertThat(answer.getMessage().getHeaders()).doesNotContainKey("CamelReturningAiStatus");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            getUserData | "{}"                                  | RAI-1008 | /idOrEmail is missing
            getUserData | "{'idOrEmail':['kofi@example.org']}"  | RAI-1008 | /idOrEmail must be of type string, not array
            getUserData | "[1,2]"                               | RAI-1008 | the body must be of type object
            getUserData | ""                                    | RAI-1008 | the body is missing
            getUserData | "{'idOrEmail':kofi@example.org}"      | RAI-1007 | not valid JSON (line 1)
            getUserData | "{'idOrEmail':'a','idOrEmail':'b'}"   | RAI-1007 | not valid JSON
            listUserFields?communityId=c | ""                   | none     | ""
            listUserFields | ""                                 | RAI-1006 | 'returning-ai.communityId'
            """)
    void refusesABadRequestBeforeItIsSent(String operation, String body, String code, String part) {
        Exchange answer = harness.send("returning-ai:" + operation, body.replace('\'', '"'));

        if (code.equals("none")) {
            assertThat(answer.getException()).isNull();
            return;
        }
        assertThat(ApiHarness.failure(answer))
                .hasMessageStartingWith(code)
                .hasMessageContaining(part)
                .hasMessageNotContaining("kofi@");
        assertThat(api.requests).isEmpty();
    }

    @Test
    void refusesABodyThatIsTooLargeInAnyForm() {
        String large = "kofi".repeat(750);

        for (Object body : List.of(Map.of("idOrEmail", large), "{\"idOrEmail\":\"" + large + "\"}")) {
            RaiException failure = ApiHarness.failure(harness.send("returning-ai:getUserData", body));

            assertThat(failure.code()).isEqualTo(ErrorCode.BODY_UNFIT);
            assertThat(failure)
                    .hasMessageContaining("returning-ai.client.max-body")
                    .hasMessageNotContaining("kofi");
        }
        assertThat(api.requests).isEmpty();
    }

    @Test
    void sendsARequestAsItIsWithoutValidation() {
        Exchange answer = harness.send("returning-ai:getUserData?validate=false", Map.of("id", 1));

        assertThat(answer.getException()).isNull();
        assertThat(api.requests.get(0).body()).isEqualTo("{\"id\":1}");
    }

    @Test
    void namesTheSlipInAVariable() {
        Exchange answer = harness.to("returning-ai:listUserFields?communityId=c")
                .withVariable("returning-ai.pgae", 2)
                .send();

        assertThat(ApiHarness.failure(answer)).hasMessageContaining("Did you mean page?");
    }

    @Test
    void worksFromACanonicalYamlRoute() throws Exception {
        harness.yaml("""
                - route:
                    id: look-up
                    from:
                      uri: direct:look-up
                      steps:
                        - to:
                            id: get-fields
                            uri: returning-ai:listUserFields
                            parameters:
                              communityId: "${variable.community}"
                              limit: 5
                """);

        Exchange answer =
                harness.to("direct:look-up").withVariable("community", "c1").send();

        assertThat(answer.getException()).isNull();
        assertThat(api.requests.get(0).path()).isEqualTo("/communities/c1/user-fields");
        assertThat(api.requests.get(0).query()).isEqualTo("limit=5");
    }

    @Test
    void uploadsAFileATextAndAStream(@TempDir Path folder) throws Exception {
        String csv = "email,first_name\r\nkofi@example.org,Kofi\r\n";
        Path file = Files.writeString(folder.resolve("mine.csv"), csv);

        for (Object body : List.of(file, csv, new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(harness.send("returning-ai:bulkUpdateUsers", body).getException())
                    .isNull();
        }
        assertThat(api.requests)
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.body()).contains("name=\"data\"", csv));
        assertThat(api.requests.get(0).body()).contains("filename=\"mine.csv\"");
    }
}
