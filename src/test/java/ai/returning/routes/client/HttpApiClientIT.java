package ai.returning.routes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.client.ClientSettings.Limits;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Evidence;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpApiClientIT {
    private static final String KEY = "canary0key0of0the0community0f00d";
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    private static final String USER = "{\"status\":\"success\",\"data\":{\"userId\":\"4417\",\"xp\":310}}";
    private static final String QUEUED = "{\"status\":\"success\",\"message\":\"queued\",\"data\":{\"message\":\"see log\"}}";

    @TempDir
    Path folder;

    // --- answers

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

    // --- refusals

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
                    .isEqualTo(java.util.Optional.ofNullable(seconds));
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
                assertThat(e.toString()).doesNotContain(KEY).doesNotContain("kofi@").doesNotContain("\n");
            }
            assertThat(failure)
                    .hasMessageContaining("k***@example.org")
                    .hasMessageContaining("RETURNING_AI_API_KEY")
                    .hasMessageContaining("getUserData");
            assertThat(failure.getMessage().length()).isLessThan(600);
            assertThat(settings(server).toString()).doesNotContain(KEY);
        }
    }

    // --- broken connections

    @Test
    void provesThatNothingWasSentToAClosedPort() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (ApiClient client = client("http://127.0.0.1:" + port, Limits.STANDARD)) {
            CallFailedException failure = failure(client, upload(file("email\r\n")));

            assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
            assertThat(failure.kind().mayHaveActed()).isFalse();
            assertThat(failure).hasMessageContaining("refused").hasMessageContaining("Nothing was sent");
        }
    }

    @Test
    void provesThatNothingWasSentWithoutTls() throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER);
                ApiClient client = client("https://127.0.0.1:" + server.port(), limits(1_000, 1_000, 1_000))) {
            CallFailedException failure = failure(client, getUserData());

            assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void provesThatNothingWasSentToAnUnknownHost() {
        try (ApiClient client = client("https://nowhere.invalid", Limits.STANDARD)) {
            assertThat(failure(client, getUserData()).kind()).isEqualTo(FailureKind.UNREACHABLE);
        }
    }

    @Test
    void sendsNothingTwiceWhenTheConnectionBreaksInTheBody() throws Exception {
        Path big = file("x".repeat(3_000_000));
        try (LoopbackServer server = new LoopbackServer(connection -> connection.resetAfter(100_000));
                ApiClient client = client(server)) {
            CallFailedException failure = failure(client, upload(big));

            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNotKnowTheOutcomeWhenTheAnswerNeverBegins(boolean upload) throws Exception {
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    connection.reset();
                });
                ApiClient client = client(server)) {
            CallFailedException failure = failure(client, upload ? upload(file("email\r\n")) : getUserData());

            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void countsAStaleConnectionAsUnknown() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    if (calls.incrementAndGet() == 1) {
                        connection.answer(200, "", USER);
                    } else {
                        connection.reset();
                    }
                });
                ApiClient client = client(server)) {
            client.call(getUserData());

            assertThat(failure(client, getUserData()).kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void doesNotKnowTheOutcomeWhenTheAnswerIsNotHttp() throws Exception {
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    connection.write("SSH-2.0-something\r\n\r\n");
                    connection.reset();
                });
                ApiClient client = client(server)) {
            assertThat(failure(client, getUserData()).kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
        }
    }

    @Test
    void readsARefusalThatComesBeforeTheBodyIsOut() throws Exception {
        Path big = file("x".repeat(30_000_000));
        CountDownLatch done = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.answer(401, "Connection: close\r\n", "{\"message\":\"key expired\"}");
                    done.await();
                });
                ApiClient client = client(server, limits(1_000, 10_000, 5_000))) {
            CallFailedException failure = failure(client, upload(big));
            done.countDown();

            assertThat(failure.kind()).isEqualTo(FailureKind.NOT_AUTHORISED);
        }
    }

    @Test
    void doesNotBelieveASuccessBeforeTheBodyIsOut() throws Exception {
        Path big = file("x".repeat(30_000_000));
        CountDownLatch done = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.answer(200, "Connection: close\r\n", QUEUED);
                    done.await();
                });
                ApiClient client = client(server, limits(1_000, 10_000, 5_000))) {
            CallFailedException failure = failure(client, upload(big));
            done.countDown();

            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
        }
    }

    // --- limits of time

    @Test
    void endsAtTheAnswerLimitWhenNothingComes() throws Exception {
        try (LoopbackServer server = silent();
                ApiClient client = client(server, limits(1_000, 1_000, 300))) {
            long start = System.nanoTime();
            CallFailedException failure = failure(client, getUserData());

            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(failure).hasMessageContaining("within 300 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void endsAtTheAnswerLimitWhenTheAnswerDrips() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{");
                    while (!over.await(50, TimeUnit.MILLISECONDS)) {
                        connection.write(" ");
                    }
                });
                ApiClient client = client(server, limits(1_000, 1_000, 400))) {
            long start = System.nanoTime();
            CallFailedException failure = failure(client, getUserData());
            over.countDown();

            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(390), Duration.ofSeconds(3));
        }
    }

    @Test
    void endsAtTheSendLimitWhenNobodyReads() throws Exception {
        Path big = file("x".repeat(30_000_000));
        try (LoopbackServer server = silent();
                ApiClient client = client(server, limits(1_000, 400, 20_000))) {
            long start = System.nanoTime();
            CallFailedException failure = failure(client, upload(big));

            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(failure).hasMessageContaining("not sent within 400 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void saysThatAllConnectionsAreBusy() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        var threads = Executors.newSingleThreadExecutor();
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    over.await();
                    connection.answer(200, "", USER);
                });
                ApiClient client = client(server, limits(200, 1_000, 20_000).maxConnections(1))) {
            var first = threads.submit(() -> client.call(getUserData()));
            await().until(() -> server.requests().size() == 1);

            CallFailedException failure = failure(client, getUserData());
            over.countDown();

            assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("all 1 connections were busy");
            assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void endsTheCallOfAnInterruptedThreadAndKeepsTheInterrupt() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        try (LoopbackServer server = silent();
                ApiClient client = client(server)) {
            Thread caller = new Thread(() -> {
                thrown.set(org.assertj.core.api.Assertions.catchThrowable(() -> client.call(getUserData())));
                flag.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            await().until(() -> server.requests().size() == 1);
            caller.interrupt();
            caller.join(5_000);

            assertThat(thrown.get())
                    .isInstanceOfSatisfying(
                            CallFailedException.class,
                            e -> assertThat(e.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN))
                    .hasMessageContaining("interrupted");
            assertThat(flag.get()).isTrue();
        }
    }

    @Test
    void sendsNothingForAThreadThatWasInterruptedBefore() throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER);
                ApiClient client = client(server)) {
            Thread.currentThread().interrupt();
            CallFailedException failure = failure(client, getUserData());

            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void refusesCallsAfterItWasClosed() throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER)) {
            ApiClient client = client(server);
            client.close();

            assertThat(failure(client, getUserData()).kind()).isEqualTo(FailureKind.UNREACHABLE);
        }
    }

    // --- uploads

    @Test
    void sendsTheFileByteForByte() throws Exception {
        byte[] content = new byte[1_234_567];
        new Random(7).nextBytes(content);
        Path file = Files.write(folder.resolve("chunk.csv"), content);
        try (LoopbackServer server = LoopbackServer.answering(200, "", QUEUED);
                ApiClient client = client(server)) {
            Answer answer = client.call(ApiCall.of("bulkUpdateUsers")
                    .upload(new Upload(
                            file, "a\"b\r\nX: y.csv", "data", "text/csv; charset=utf-8", Map.of("note", "ü"))));

            assertThat(answer.message()).isEqualTo("queued");
            LoopbackServer.Connection request = server.requests().get(0);
            String boundary = request.header("Content-Type").replaceFirst("multipart/form-data; boundary=", "");
            byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nü\r\n--" + boundary
                            + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"a%22b%0D%0AX: y.csv\"\r\n"
                            + "Content-Type: text/csv; charset=utf-8\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
            assertThat(request.body()).startsWith(head).endsWith(tail).hasSize(head.length + content.length + tail.length);
            assertThat(java.util.Arrays.copyOfRange(request.body(), head.length, head.length + content.length))
                    .isEqualTo(content);
            assertThat(request.header("Transfer-Encoding")).isEmpty();
        }
    }

    @Test
    void reusesItsConnectionsForManyUploads() throws Exception {
        Path file = file("x".repeat(1_200_000));
        try (LoopbackServer server = LoopbackServer.answering(200, "", QUEUED);
                ApiClient client = client(server)) {
            for (int i = 0; i < 20; i++) {
                client.call(upload(file));
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).hasSize(20).allSatisfy(request -> assertThat(request.body().length)
                    .isGreaterThan(1_200_000));
        }
    }

    // --- calls that are refused before anything is sent

    static Stream<org.junit.jupiter.params.provider.Arguments> wrongCalls() {
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
                wrong(ApiCall.of("getUserData").upload(new Upload(Path.of("x"), "x", "data", "text/csv", Map.of())),
                        "takes no file"),
                wrong(ApiCall.of("bulkUpdateUsers")
                        .upload(new Upload(Path.of("missing.csv"), "x", "data", "text/csv", Map.of())), "missing.csv"));
    }

    private static org.junit.jupiter.params.provider.Arguments wrong(ApiCall call, String... parts) {
        return org.junit.jupiter.params.provider.Arguments.of(call, parts);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("wrongCalls")
    void refusesAWrongCallBeforeItLeaves(ApiCall call, String[] parts) throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER);
                ApiClient client = client(server)) {
            RaiException refusal = catchThrowableOfType(RaiException.class, () -> client.call(call));

            assertThat(refusal.code()).isEqualTo(ErrorCode.PARAMETER_INVALID);
            assertThat(refusal.getMessage()).contains(call.operationId().equals("bulkUpdateUsers")
                    && parts[0].equals("missing.csv") ? "missing.csv" : call.operationId()).contains(parts);
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
                        ClientSettings.standard().server("system", server.url() + "/").key("x-api-key", "s3cret"),
                        Clock.systemUTC())) {
            Answer answer = client.call(ApiCall.of("listBadges"));

            assertThat(answer.payload().at("/0/id").asText()).isEqualTo("b1");
            assertThat(answer.message()).isEqualTo("ok");
            assertThat(server.requests().get(0).head()).startsWith("GET /badges ");
            assertThat(server.requests().get(0).header("x-api-key")).isEqualTo("s3cret");
            assertThat(server.requests().get(0).header("Authorization")).isEmpty();
        }
    }

    // --- help

    private static LoopbackServer silent() {
        CountDownLatch never = new CountDownLatch(1);
        return new LoopbackServer(connection -> never.await());
    }

    private static Limits limits(long connect, long send, long answer) {
        return Limits.STANDARD.times(Duration.ofMillis(connect), Duration.ofMillis(send), Duration.ofMillis(answer));
    }

    private static ClientSettings settings(LoopbackServer server) {
        return ClientSettings.standard().server("integration", server.url()).key("bearer-community-key", KEY);
    }

    private static ApiClient client(LoopbackServer server) {
        return client(server.url(), Limits.STANDARD);
    }

    private static ApiClient client(LoopbackServer server, Limits limits) {
        return client(server.url(), limits);
    }

    private static ApiClient client(String url, Limits limits) {
        return new HttpApiClient(
                CONTRACT,
                ClientSettings.standard()
                        .server("integration", url)
                        .key("bearer-community-key", KEY)
                        .limits(limits),
                Clock.systemUTC());
    }

    private static ApiCall getUserData() {
        return ApiCall.of("getUserData")
                .json(Json.MAPPER.createObjectNode().put("idOrEmail", "kofi@example.org"));
    }

    private static ApiCall upload(Path file) {
        return ApiCall.of("bulkUpdateUsers")
                .upload(new Upload(file, "rai-1.csv", "data", "text/csv; charset=utf-8", Map.of()));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("upload.csv"), content);
    }

    private static CallFailedException failure(ApiClient client, ApiCall call) {
        return catchThrowableOfType(CallFailedException.class, () -> client.call(call));
    }
}
