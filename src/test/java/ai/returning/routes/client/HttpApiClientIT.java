package ai.returning.routes.client;

import static ai.returning.routes.client.Calls.CONTRACT;
import static ai.returning.routes.client.Calls.KEY;
import static ai.returning.routes.client.Calls.QUEUED;
import static ai.returning.routes.client.Calls.USER;
import static ai.returning.routes.client.Calls.client;
import static ai.returning.routes.client.Calls.failure;
import static ai.returning.routes.client.Calls.getUserData;
import static ai.returning.routes.client.Calls.settings;
import static ai.returning.routes.client.Calls.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.returning.routes.client.ClientSettings.Limits;
import ai.returning.routes.contract.Evidence;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out, what comes back, and what is refused before or by the server. */
@Timeout(30)
class HttpApiClientIT {
    private final Path folder;

    HttpApiClientIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsThePayloadOutOfItsEnvelope() throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(200, "X-Trace: a\r\nx-trace: b\r\n", USER);
                ApiClient client = client(server)) {
            Answer answer = client.call(getUserData());

            assertThat(answer.payload().at("/xp").asInt()).isEqualTo(310);
            assertThat(answer.whole().at("/status").asText()).isEqualTo("success");
            assertThat(answer.evidence()).isEqualTo(Evidence.DOCUMENTED);
            assertThat(answer.headers()).containsEntry("x-trace", "a, b");
            LoopbackServer.Connection request = server.requests().get(0);
            assertThat(request.head()).startsWith("POST /users/info HTTP/1.1\r\n");
            assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
            assertThat(request.header("Content-Type")).startsWith("application/json");
            assertThat(request.header("User-Agent")).isEqualTo("returning-ai-routes");
            assertThat(request.header("Accept-Encoding")).isEmpty();
            assertThat(request.header("Upgrade")).isEmpty();
            assertThat(new String(request.body(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"idOrEmail\":\"kofi@example.org\"}");
        }
    }

    @Test
    void takesTheApplicationEnvelopeInPlaceOfTheIntegrationOne() throws Exception {
        String body = "{\"meta\":{\"status\":\"success\",\"extra\":1},\"data\":{\"xp\":7}}";
        try (LoopbackServer server = LoopbackServer.answering(200, "", body);
                ApiClient client = client(server)) {
            assertThat(client.call(getUserData()).payload().at("/xp").asInt()).isEqualTo(7);
        }
    }

    @Test
    void placesAndEncodesParameters() throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER);
                ApiClient client = client(server)) {
            client.call(ApiCall.of("getBulkUpdateDetails")
                    .with("bulkUpdateId", "a/b ü?%2F")
                    .with("status", "failed&page=9")
                    .with("limit", "100"));

            assertThat(server.requests().get(0).head())
                    .startsWith("GET /users/bulk-update/a%2Fb%20%C3%BC%3F%252F/details"
                            + "?limit=100&status=failed%26page%3D9 HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"status\":\"success\",\"message\":\"queued\"}",
                "<html><body>ok</body></html>",
                "{\"status\":\"success\",\"data\":{\"me",
                ""
            })
    void neverFailsAnAcceptedSubmissionForItsBody(String body) throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(200, "", body);
                ApiClient client = client(server)) {
            Answer answer = client.call(upload(file("email\r\n")));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.payload().isMissingNode()).isTrue();
        }
    }

    @Test
    void acceptsASubmissionWhoseAnswerBreaksOffAfterTheStatus() throws Exception {
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"status\":");
                    connection.reset();
                });
                ApiClient client = client(server)) {
            assertThat(client.call(upload(file("email\r\n"))).payload().isMissingNode())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>log in</html>", "{\"status\":\"success\",\"da", "", "{\"status\":\"error\"}"})
    void doesNotTrustA200WithoutTheExpectedBody(String body) throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(200, "", body);
                ApiClient client = client(server)) {
            CallFailedException failure = failure(client, getUserData());

            assertThat(failure.kind()).isEqualTo(FailureKind.UNREADABLE);
            assertThat(failure.kind().mayHaveActed()).isTrue();
        }
    }

    @Test
    void doesNotReadAnEndlessAnswer() throws Exception {
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                    while (true) {
                        connection.write("x".repeat(10_000));
                    }
                });
                ApiClient client = client(server, Limits.STANDARD.maxAnswerBytes(50_000))) {
            CallFailedException failure = failure(client, getUserData());

            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(failure).hasMessageContaining("more than 50000 bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID, CALL_INVALID",
        "401, NOT_AUTHORISED, CALL_NOT_AUTHORISED",
        "403, NOT_AUTHORISED, CALL_NOT_AUTHORISED",
        "404, NOT_FOUND, CALL_NOT_FOUND",
        "409, CONFLICT, CALL_CONFLICT",
        "413, INVALID, CALL_INVALID",
        "429, RATE_LIMITED, CALL_RATE_LIMITED",
        "500, UPSTREAM, CALL_UPSTREAM",
        "501, UPSTREAM, CALL_UPSTREAM",
        "502, UPSTREAM, CALL_UPSTREAM",
        "503, UPSTREAM, CALL_UPSTREAM",
    })
    void tellsTheClassOfARefusalAndSendsOnce(int status, FailureKind kind, ErrorCode code) throws Exception {
        String body = "{\"status\":\"error\",\"message\":\"no such thing\"}";
        try (LoopbackServer server = LoopbackServer.answering(status, "Retry-After: 0\r\n", body);
                ApiClient client = client(server)) {
            for (ApiCall call : new ApiCall[] {getUserData(), upload(file("email\r\n"))}) {
                int before = server.requests().size();
                CallFailedException failure = failure(client, call);

                assertThat(failure.kind()).isEqualTo(kind);
                assertThat(failure.code()).isEqualTo(code);
                assertThat(failure.status()).isEqualTo(status);
                assertThat(failure)
                        .hasMessageContaining(call.operationId())
                        .hasMessageContaining("saying 'no such thing'");
                assertThat(server.requests()).hasSize(before + 1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"429, 7, 7", "503, 7, 7", "429, 99999, 300", "500, 7, ", "404, 7, "})
    void passesOnHowLongToWait(int status, String header, Long seconds) throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(status, "Retry-After: " + header + "\r\n", "");
                ApiClient client = client(server)) {
            assertThat(failure(client, getUserData()).retryAfter().map(Duration::toSeconds))
                    .isEqualTo(Optional.ofNullable(seconds));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws Exception {
        try (LoopbackServer other = LoopbackServer.answering(200, "", USER);
                LoopbackServer server =
                        LoopbackServer.answering(status, "Location: " + other.url() + "/users/info\r\n", "");
                ApiClient client = client(server)) {
            assertThat(failure(client, getUserData()).kind()).isEqualTo(FailureKind.REDIRECTED);
            assertThat(failure(client, ApiCall.of("listBulkUpdates")).kind()).isEqualTo(FailureKind.REDIRECTED);
            assertThat(server.requests()).hasSize(2);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void keepsKeysAndAddressesOutOfMessages() throws Exception {
        String echo = "{\"status\":\"error\",\"message\":\"Bearer " + KEY + "\\nof kofi@example.org " + "x".repeat(900)
                + "\"}";
        try (LoopbackServer server = LoopbackServer.answering(401, "X-Echo: " + KEY + "\r\n", echo);
                ApiClient client = client(server)) {
            CallFailedException failure = failure(client, getUserData());

            for (Throwable e = failure; e != null; e = e.getCause()) {
                assertThat(e.toString())
                        .doesNotContain(KEY)
                        .doesNotContain("kofi@")
                        .doesNotContain("\n");
            }
            assertThat(failure)
                    .hasMessageContaining("k***@example.org")
                    .hasMessageContaining("RETURNING_AI_API_KEY")
                    .hasMessageContaining("getUserData");
            assertThat(String.valueOf(failure.getMessage())).hasSizeLessThan(600);
            assertThat(settings(server.url()).toString()).doesNotContain(KEY);
        }
    }

    static Stream<Arguments> wrongCalls() {
        ApiCall details = ApiCall.of("getBulkUpdateDetails");
        JsonNode json = Json.MAPPER.createObjectNode();
        return Stream.of(
                wrong(details, "'bulkUpdateId'", "missing"),
                wrong(details.with("bulkUpdateID", "1"), "Did you mean bulkUpdateId?"),
                wrong(details.with("bulkUpdateId", ".."), "must not be blank"),
                wrong(details.with("bulkUpdateId", " "), "must not be blank"),
                wrong(details.with("bulkUpdateId", "1").with("page", "anna@example.org"), "type integer, not 'a***@"),
                wrong(ApiCall.of("getUserData"), "needs a body"),
                wrong(ApiCall.of("bulkUpdateUsers").json(json), "takes no JSON"),
                wrong(ApiCall.of("listBulkUpdates").json(json), "takes no JSON"),
                wrong(
                        ApiCall.of("getUserData").upload(new Upload(Path.of("x"), "x", "data", "text/csv", Map.of())),
                        "takes no file"),
                wrong(
                        ApiCall.of("bulkUpdateUsers")
                                .upload(new Upload(Path.of("missing.csv"), "x", "data", "text/csv", Map.of())),
                        "missing.csv"));
    }

    private static Arguments wrong(ApiCall call, String... parts) {
        return Arguments.of(call, parts);
    }

    @ParameterizedTest
    @MethodSource("wrongCalls")
    void refusesAWrongCallBeforeItLeaves(ApiCall call, String[] parts) throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER);
                ApiClient client = client(server)) {
            RaiException refusal = catchThrowableOfType(RaiException.class, () -> client.call(call));

            assertThat(refusal.code()).isEqualTo(ErrorCode.PARAMETER_INVALID);
            assertThat(refusal.getMessage()).contains(parts);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void namesTheVariableOfAMissingKey() throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER);
                ApiClient client = new HttpApiClient(
                        CONTRACT,
                        ClientSettings.standard().server("system", server.url()).key("x-api-key", ""),
                        Clock.systemUTC())) {
            RaiException refusal =
                    catchThrowableOfType(RaiException.class, () -> client.call(ApiCall.of("listBadges")));

            assertThat(refusal.code()).isEqualTo(ErrorCode.SECRET_MISSING);
            assertThat(refusal).hasMessageContaining("RETURNING_AI_SYSTEM_KEY");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void sendsNoKeyWhereNoneIsAskedFor() throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(200, "", QUEUED);
                ApiClient client = client(server)) {
            client.call(ApiCall.of("bulkImportUsers")
                    .upload(new Upload(file("email\r\n"), "x.csv", "data", "text/csv", Map.of("communityId", "c1"))));

            assertThat(server.requests().get(0).head()).doesNotContain(KEY);
        }
    }

    @Test
    void sendsTheSystemKeyInItsOwnHeader() throws Exception {
        String body = "{\"meta\":{\"success\":true,\"message\":\"ok\"},\"body\":[{\"id\":\"b1\"}]}";
        try (LoopbackServer server = LoopbackServer.answering(200, "", body);
                ApiClient client = new HttpApiClient(
                        CONTRACT,
                        ClientSettings.standard()
                                .server("system", server.url() + "/")
                                .key("x-api-key", "s3cret"),
                        Clock.systemUTC())) {
            Answer answer = client.call(ApiCall.of("listBadges"));

            assertThat(answer.payload().at("/0/id").asText()).isEqualTo("b1");
            assertThat(answer.message()).isEqualTo("ok");
            assertThat(server.requests().get(0).head()).startsWith("GET /badges ");
            assertThat(server.requests().get(0).header("x-api-key")).isEqualTo("s3cret");
            assertThat(server.requests().get(0).header("Authorization")).isEmpty();
        }
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("upload.csv"), content);
    }
}
