package ai.returning.routes.client;

import static ai.returning.routes.client.Calls.KEY;
import static ai.returning.routes.client.Calls.USER;
import static ai.returning.routes.client.Calls.answer;
import static ai.returning.routes.client.Calls.asyncFailure;
import static ai.returning.routes.client.Calls.client;
import static ai.returning.routes.client.Calls.getUserData;
import static ai.returning.routes.client.Calls.limits;
import static ai.returning.routes.client.Calls.settings;
import static ai.returning.routes.client.Calls.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.client.ClientSettings.Limits;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls without a thread: the same answers, classes and limits as calls that wait. */
@Timeout(60)
class AsyncCallIT {

    @Test
    void sendsAndReadsAsACallThatWaits() throws Throwable {
        try (LoopbackServer server = LoopbackServer.answering(200, "X-Trace: a\r\nx-trace: b\r\n", USER);
                ApiClient client = client(server)) {
            Answer answer = answer(client.callAsync(getUserData()));

            assertThat(answer.payload().at("/xp").asInt()).isEqualTo(310);
            assertThat(answer.headers()).containsEntry("x-trace", "a, b");
            LoopbackServer.Connection request = server.requests().get(0);
            assertThat(request.head()).startsWith("POST /users/info HTTP/1.1\r\n");
            assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
            assertThat(request.header("Content-Type")).startsWith("application/json");
            assertThat(request.header("User-Agent")).isEqualTo("returning-ai-routes");
            assertThat(request.header("Accept")).isEqualTo("application/json");
            assertThat(request.header("Accept-Encoding")).isEmpty();
            assertThat(request.header("Content-Encoding")).isEmpty();
            assertThat(request.header("Upgrade")).isEmpty();
            assertThat(request.header("Connection")).isIn("", "keep-alive");
            assertThat(new String(request.body(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"idOrEmail\":\"kofi@example.org\"}");
        }
    }

    @Test
    void sendsACallWithoutABody() throws Throwable {
        String list = "{\"status\":\"success\",\"data\":[]}";
        try (LoopbackServer server = LoopbackServer.answering(200, "", list);
                ApiClient client = client(server)) {
            assertThat(answer(client.callAsync(ApiCall.of("listBulkUpdates").with("limit", "5")))
                            .payload()
                            .isArray())
                    .isTrue();
            assertThat(server.requests().get(0).head())
                    .startsWith("GET /users/bulk-update")
                    .contains("?limit=5");
        }
    }

    @Test
    void keepsManyInFlightOnPooledConnections() throws Throwable {
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER);
                ApiClient client = client(server.url(), Limits.STANDARD, CallPolicy.STANDARD.inFlight(8))) {
            List<CompletableFuture<Answer>> all = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                all.add(client.callAsync(getUserData()).toCompletableFuture());
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

            assertThat(server.requests()).hasSize(2_000);
            assertThat(server.connections()).isLessThanOrEqualTo(8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID",
        "401, NOT_AUTHORISED",
        "404, NOT_FOUND",
        "409, CONFLICT",
        "429, RATE_LIMITED",
        "503, UPSTREAM",
        "302, REDIRECTED"
    })
    void tellsTheClassOfARefusal(int status, FailureKind kind) throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(status, "Retry-After: 1\r\n", "{\"status\":\"error\"}");
                ApiClient client = client(server)) {
            CallFailedException failure = asyncFailure(client, getUserData());

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.status()).isEqualTo(status);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void provesThatNothingWasSentToAClosedPort() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (ApiClient client = client("http://127.0.0.1:" + port, Limits.STANDARD)) {
            CallFailedException failure = asyncFailure(client, getUserData());

            assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("refused").hasMessageContaining("Nothing was sent");
        }
    }

    @Test
    void provesThatNothingWasSentWithoutTls() throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER);
                ApiClient client = client("https://127.0.0.1:" + server.port(), limits(1_000, 1_000, 1_000))) {
            assertThat(asyncFailure(client, getUserData()).kind()).isEqualTo(FailureKind.UNREACHABLE);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void provesThatNothingWasSentToAnUnknownHost() {
        try (ApiClient client = client("https://nowhere.invalid", Limits.STANDARD)) {
            assertThat(asyncFailure(client, getUserData()).kind()).isEqualTo(FailureKind.UNREACHABLE);
        }
    }

    @Test
    void doesNotKnowTheOutcomeWhenTheAnswerNeverBegins() throws Exception {
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    connection.reset();
                });
                ApiClient client = client(server)) {
            assertThat(asyncFailure(client, getUserData()).kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void doesNotKnowTheOutcomeWhenTheAnswerBreaksOff() throws Exception {
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"status\":");
                    connection.reset();
                });
                ApiClient client = client(server)) {
            CallFailedException failure = asyncFailure(client, getUserData());

            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(failure.status()).isEqualTo(200);
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
            assertThat(asyncFailure(client, getUserData()).kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
        }
    }

    @Test
    void endsAtTheAnswerLimitWhenNothingComes() throws Exception {
        try (LoopbackServer server = silent();
                ApiClient client = client(server, limits(1_000, 1_000, 300))) {
            long start = System.nanoTime();
            CallFailedException failure = asyncFailure(client, getUserData());

            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(failure).hasMessageContaining("within 300 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void endsAtTheAnswerLimitWhenTheAnswerDrips() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{");
                    try {
                        while (!over.await(20, TimeUnit.MILLISECONDS)) {
                            connection.write(" ");
                        }
                    } catch (java.io.IOException e) {
                        gone.countDown();
                        throw e;
                    }
                });
                ApiClient client = client(server, limits(1_000, 1_000, 400))) {
            CallFailedException failure = asyncFailure(client, getUserData());

            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(failure).hasMessageContaining("did not end within the answer limit");
            assertThat(gone.await(5, TimeUnit.SECONDS))
                    .as("the connection is given up")
                    .isTrue();
            over.countDown();
        }
    }

    @Test
    void endsAtTheSendLimitWhenNobodyReads() throws Exception {
        ApiCall big =
                ApiCall.of("getUserData").json(Json.MAPPER.createObjectNode().put("idOrEmail", "x".repeat(20_000_000)));
        try (LoopbackServer server = silent();
                ApiClient client = client(server, limits(1_000, 400, 20_000))) {
            CallFailedException failure = asyncFailure(client, big);

            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(failure).hasMessageContaining("not sent within 400 ms");
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
            CallFailedException failure = asyncFailure(client, getUserData());

            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(failure).hasMessageContaining("more than 50000 bytes");
        }
    }

    @Test
    void goesOnAfterConnectionsWereGivenUp() throws Throwable {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    if (calls.incrementAndGet() <= 6) {
                        never.await();
                    }
                    connection.answer(200, "", USER);
                });
                ApiClient client = client(server.url(), limits(1_000, 1_000, 200), CallPolicy.STANDARD.inFlight(2))) {
            for (int i = 0; i < 6; i++) {
                assertThat(asyncFailure(client, getUserData().singleAttempt()).kind())
                        .isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            }
            for (int i = 0; i < 6; i++) {
                assertThat(answer(client.callAsync(getUserData())).status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsEveryCallWhenTheClientIsClosed(boolean waiting) throws Exception {
        try (LoopbackServer server = silent()) {
            ApiClient client = client(server.url(), Limits.STANDARD, CallPolicy.STANDARD.inFlight(1));
            var first = client.callAsync(getUserData()).toCompletableFuture();
            await().until(() -> server.requests().size() == 1);
            var asked = waiting ? client.callAsync(getUserData()).toCompletableFuture() : first;
            client.close();

            assertThat(asked)
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .withMessageContaining("the client was closed");
            assertThat(first).isDone();
            assertThat(asyncFailure(client, getUserData()).kind()).isEqualTo(FailureKind.UNREACHABLE);
        }
    }

    @Test
    void failsTheStageOfAClientThatWasClosedBeforeItsFirstCall() {
        ApiClient client = client("http://127.0.0.1:9", Limits.STANDARD, CallPolicy.STANDARD);
        client.close();

        assertThat(asyncFailure(client, getUserData())).hasMessageContaining("the client was closed");
        assertThat(Calls.failure(client, getUserData())).hasMessageContaining("the client was closed");
    }

    @Test
    void completesNoStageOnTheThreadOfAnotherCaller() throws Exception {
        CallPolicy narrow =
                CallPolicy.STANDARD.inFlight(1).rate(new CallPolicy.Rate(0, 1, 100, Duration.ofMillis(200)));
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (LoopbackServer server = silent();
                ApiClient client = client(server.url(), Limits.STANDARD, narrow)) {
            client.callAsync(getUserData());
            // the first that waits too long keeps the timer of the client busy, so that the next is found by others
            client.callAsync(getUserData()).whenComplete((answer, failure) -> {
                busy.countDown();
                awaitQuietly(over);
            });
            assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Thread> late = client.callAsync(getUserData())
                    .handle((answer, failure) -> Thread.currentThread())
                    .toCompletableFuture();
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            client.callAsync(getUserData());
            boolean foreign = late.isDone();
            over.countDown();

            assertThat(foreign).isFalse();
            assertThat(late.get(10, TimeUnit.SECONDS)).isInstanceOf(ClientThread.class);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void completesWithTheRefusalOfAWrongCall() throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER);
                ApiClient client = client(server)) {
            for (ApiCall wrong : List.of(
                    ApiCall.of("getUserData"),
                    upload(Path.of("x.csv")),
                    getUserData().with("page", "1"))) {
                assertThat(client.callAsync(wrong).toCompletableFuture())
                        .failsWithin(Duration.ofSeconds(5))
                        .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                        .withCauseInstanceOf(RaiException.class)
                        .satisfies(e -> assertThat(((RaiException) e.getCause()).code())
                                .isEqualTo(ErrorCode.PARAMETER_INVALID));
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void usesOneThreadForManyCalls() throws Throwable {
        CountDownLatch over = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    over.await();
                    connection.answer(200, "", USER);
                });
                ApiClient client =
                        new HttpApiClient(Calls.CONTRACT, settings(server.url()), java.time.Clock.systemUTC())) {
            List<CompletableFuture<Thread>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(client.callAsync(getUserData())
                        .thenApply(answer -> Thread.currentThread())
                        .toCompletableFuture());
            }
            await().until(() -> server.requests().size() == 100);
            over.countDown();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

            assertThat(all.stream().map(CompletableFuture::join).distinct())
                    .singleElement()
                    .isInstanceOf(ClientThread.class);
        }
    }

    private static LoopbackServer silent() {
        CountDownLatch never = new CountDownLatch(1);
        return new LoopbackServer(connection -> never.await());
    }
}
