package ai.returning.routes.client;

import static ai.returning.routes.client.Calls.CONTRACT;
import static ai.returning.routes.client.Calls.USER;
import static ai.returning.routes.client.Calls.answer;
import static ai.returning.routes.client.Calls.asyncFailure;
import static ai.returning.routes.client.Calls.client;
import static ai.returning.routes.client.Calls.failure;
import static ai.returning.routes.client.Calls.getUserData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.client.ClientSettings.Limits;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client does on its own: repeats, slows down, leaves a sick host alone. */
@Timeout(60)
class CallPolicyIT {
    private static final CallPolicy QUICK =
            CallPolicy.STANDARD.retries(new CallPolicy.Retries(3, Duration.ofMillis(10), Duration.ofMillis(50), 0.1));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void repeatsASafeCallUntilItIsAnswered(boolean async) throws Throwable {
        AtomicInteger calls = new AtomicInteger();
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    switch (calls.incrementAndGet()) {
                        case 1 -> connection.answer(502, "", "<html>bad gateway</html>");
                        case 2 -> connection.reset();
                        default -> connection.answer(200, "", USER);
                    }
                });
                ApiClient client = client(server.url(), Limits.STANDARD, QUICK)) {
            Answer answer = async ? answer(client.callAsync(getUserData())) : client.call(getUserData());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(calls).hasValue(3);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesUpAfterItsAttempts(boolean async) throws Exception {
        try (LoopbackServer server = LoopbackServer.answering(500, "", "");
                ApiClient client = client(server.url(), Limits.STANDARD, QUICK)) {
            CallFailedException failure = async ? asyncFailure(client, getUserData()) : failure(client, getUserData());

            assertThat(failure.kind()).isEqualTo(FailureKind.UPSTREAM);
            assertThat(server.requests()).hasSize(3);
        }
    }

    static java.util.List<ApiCall> callsThatGoOnce() {
        return java.util.List.of(
                getUserData().singleAttempt(),
                // safe to repeat: no
                ApiCall.of("createUser").json(Json.MAPPER.createObjectNode().put("email", "kofi@example.org")),
                // safe to repeat: unknown
                ApiCall.of("manageUserAccount")
                        .json(Json.MAPPER.createObjectNode().put("idOrEmail", "1")));
    }

    @ParameterizedTest
    @MethodSource("callsThatGoOnce")
    void sendsOnceWhatIsNotSafeToRepeat(ApiCall call) throws Exception {
        for (int status : new int[] {429, 500, 503}) {
            try (LoopbackServer server = LoopbackServer.answering(status, "", "{}");
                    ApiClient client = client(server.url(), Limits.STANDARD, QUICK)) {
                assertThat(failure(client, call).status()).isEqualTo(status);
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void repeatsNoOperationWithAnEffect() {
        assertThat(CONTRACT.operations())
                .filteredOn(operation -> operation.effect() != EffectMark.NONE)
                .isNotEmpty()
                .noneMatch(Repetition::mayRepeat);
        assertThat(Repetition.mayRepeat(CONTRACT.operation("getUserData"))).isTrue();
    }

    @Test
    void repeatsOnlyAShareOfAllCallsWhenTheHostIsDown() throws Exception {
        CallPolicy.Breaker never = new CallPolicy.Breaker(1_000, 1_000, 1, Duration.ofSeconds(1), 1);
        try (LoopbackServer server = LoopbackServer.answering(500, "", "");
                ApiClient client = client(server.url(), Limits.STANDARD, QUICK.breaker(never))) {
            for (int i = 0; i < 100; i++) {
                failure(client, getUserData());
            }
            // ten at hand, a tenth of a hundred and of the repetitions themselves
            assertThat(server.requests()).hasSizeBetween(115, 125);
        }
    }

    @Test
    void doesNotRepeatWhatIsFinal() throws Exception {
        for (int status : new int[] {400, 401, 403, 404, 409, 501}) {
            try (LoopbackServer server = LoopbackServer.answering(status, "", "{}");
                    ApiClient client = client(server.url(), Limits.STANDARD, QUICK)) {
                failure(client, getUserData());
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitsAsLongAsA429AsksForWithoutAThread(boolean async) throws Throwable {
        CopyOnWriteArrayList<Long> times = new CopyOnWriteArrayList<>();
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    times.add(System.nanoTime());
                    connection.answer(times.size() == 1 ? 429 : 200, "Retry-After: 1\r\n", USER);
                });
                ApiClient client = client(server.url(), Limits.STANDARD, QUICK)) {
            Answer answer = async ? answer(client.callAsync(getUserData())) : client.call(getUserData());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(times).hasSize(2);
            assertThat(Duration.ofNanos(times.get(1) - times.get(0)))
                    .isBetween(Duration.ofMillis(950), Duration.ofSeconds(5));
        }
    }

    @Test
    void holdsBackOtherCallsAfterA429ButNotSingleAttempts() throws Throwable {
        AtomicInteger calls = new AtomicInteger();
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    connection.answer(calls.incrementAndGet() == 1 ? 429 : 200, "Retry-After: 1\r\n", USER);
                });
                ApiClient client = client(server.url(), Limits.STANDARD, QUICK)) {
            assertThat(failure(client, getUserData().singleAttempt()).kind()).isEqualTo(FailureKind.RATE_LIMITED);
            long start = System.nanoTime();
            assertThat(client.call(getUserData().singleAttempt()).status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(900));

            assertThat(client.call(getUserData()).status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
        }
    }

    @Test
    void capsWhatARetryAfterMayAskFor() throws Throwable {
        AtomicInteger calls = new AtomicInteger();
        Limits capped = Limits.STANDARD.retryAfterCap(Duration.ofSeconds(1));
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    connection.answer(calls.incrementAndGet() == 1 ? 429 : 200, "Retry-After: 315360000\r\n", USER);
                });
                ApiClient client = client(server.url(), capped, QUICK)) {
            assertThat(answer(client.callAsync(getUserData())).status()).isEqualTo(200);
        }
    }

    @Test
    void failsACallThatGetsNoTurnInTime() throws Exception {
        CallPolicy impatient = QUICK.rate(new CallPolicy.Rate(0.1, 1, 10, Duration.ofMillis(200)));
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER);
                ApiClient client = client(server.url(), Limits.STANDARD, impatient)) {
            client.call(getUserData());
            for (CallFailedException failure : new CallFailedException[] {
                failure(client, getUserData().singleAttempt()),
                asyncFailure(client, getUserData().singleAttempt())
            }) {
                assertThat(failure.code()).isEqualTo(ErrorCode.CALL_NO_TURN);
                assertThat(failure.kind().mayHaveActed()).isFalse();
                assertThat(failure).hasMessageContaining("returning-ai.client.rate");
            }
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitsForATurnOnlyOnce(boolean async) throws Exception {
        CallPolicy impatient = QUICK.rate(new CallPolicy.Rate(0.1, 1, 10, Duration.ofMillis(500)));
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER);
                ApiClient client = client(server.url(), Limits.STANDARD, impatient)) {
            client.call(getUserData());
            long start = System.nanoTime();
            CallFailedException failure = async ? asyncFailure(client, getUserData()) : failure(client, getUserData());

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(980));
            assertThat(failure.code()).isEqualTo(ErrorCode.CALL_NO_TURN);
        }
    }

    @Test
    void pausesOnceForABurstOfAnswers429() throws Exception {
        int burst = 8;
        CountDownLatch all = new CountDownLatch(burst);
        AtomicInteger calls = new AtomicInteger();
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    boolean first = calls.incrementAndGet() <= burst;
                    all.countDown();
                    all.await();
                    connection.answer(first ? 429 : 200, "", USER);
                });
                ApiClient client = client(server.url(), Limits.STANDARD, QUICK)) {
            CompletableFuture<?>[] stages = IntStream.range(0, burst)
                    .mapToObj(i -> client.callAsync(getUserData()).toCompletableFuture())
                    .toArray(CompletableFuture[]::new);

            // one step is at most a second, a second one at least another
            CompletableFuture.allOf(stages).get(4, TimeUnit.SECONDS);
            assertThat(calls).hasValue(2 * burst);
        }
    }

    @Test
    void doesNotBlameTheHostForConnectionsOfOurOwnThatAreBusy() throws Exception {
        CallPolicy strict = QUICK.breaker(new CallPolicy.Breaker(4, 2, 0.5, Duration.ofSeconds(60), 1));
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Limits one = Calls.limits(200, 10_000, 10_000).maxConnections(1);
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    if (calls.incrementAndGet() == 1) {
                        over.await();
                    }
                    connection.answer(200, "", USER);
                });
                ApiClient client = client(server.url(), one, strict)) {
            CompletableFuture<Answer> holds = CompletableFuture.supplyAsync(() -> client.call(getUserData()));
            await().until(() -> server.requests().size() == 1);
            for (int i = 0; i < 4; i++) {
                CallFailedException failure = failure(client, getUserData());
                assertThat(failure.code()).isEqualTo(ErrorCode.CALL_NO_TURN);
                assertThat(failure).hasMessageContaining("all 1 connections (returning-ai.client.max-connections)");
            }
            over.countDown();

            assertThat(holds.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(client.call(getUserData()).status()).isEqualTo(200);
        }
    }

    @Test
    void doesNotWaitForAHostThatRests() throws Exception {
        CallPolicy policy = QUICK.retries(new CallPolicy.Retries(3, Duration.ofMillis(10), Duration.ofSeconds(20), 0.1))
                .breaker(new CallPolicy.Breaker(3, 3, 0.5, Duration.ofSeconds(10), 1));
        try (LoopbackServer server = LoopbackServer.answering(500, "", "");
                ApiClient client = client(server.url(), Limits.STANDARD, policy)) {
            failure(client, getUserData());
            for (boolean async : new boolean[] {true, false}) {
                long start = System.nanoTime();
                CallFailedException failure =
                        async ? asyncFailure(client, getUserData()) : failure(client, getUserData());
                assertThat(failure.code()).isEqualTo(ErrorCode.CALL_HOST_RESTS);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void keepsTheRepetitionsOfOneHostFromThoseOfAnother() {
        RepetitionAccount sick = new HostCircuit("sick", QUICK).account();
        RepetitionAccount healthy = new HostCircuit("healthy", QUICK).account();
        for (int i = 0; i < 10; i++) {
            assertThat(sick.take()).isTrue();
        }
        assertThat(sick.take()).isFalse();
        assertThat(healthy.take()).isTrue();
    }

    @Test
    void saysThatAPauseKeptACallFromItsTurn() throws Exception {
        CallPolicy impatient = QUICK.rate(new CallPolicy.Rate(0, 1, 10, Duration.ofMillis(200)));
        try (LoopbackServer server = LoopbackServer.answering(429, "Retry-After: 60\r\n", "{}");
                ApiClient client = client(server.url(), Limits.STANDARD, impatient)) {
            failure(client, getUserData().singleAttempt());

            assertThat(failure(client, getUserData())).hasMessageContaining("answered 429 and all calls pause");
        }
    }

    @Test
    void leavesTheQueueWithTheThreadThatWaited() throws Exception {
        CallPolicy slow = QUICK.rate(new CallPolicy.Rate(0.01, 1, 1, Duration.ofSeconds(20)));
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER);
                ApiClient client = client(server.url(), Limits.STANDARD, slow)) {
            client.call(getUserData());
            CompletableFuture<CallFailedException> thrown = new CompletableFuture<>();
            Thread caller = new Thread(() -> thrown.complete(failure(client, getUserData())));
            caller.start();
            await().until(() -> caller.getState() == Thread.State.WAITING);
            caller.interrupt();
            assertThat(thrown.get(5, TimeUnit.SECONDS)).hasMessageContaining("interrupted");

            // the queue has room for one, which the other one left
            CompletableFuture<?> next = CompletableFuture.supplyAsync(() -> client.callAsync(getUserData()));
            next.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void saysThatTheClientWasClosedUnderACall() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer(connection -> never.await())) {
            ApiClient client = client(server.url(), Limits.STANDARD, QUICK);
            CompletableFuture<CallFailedException> blocking =
                    CompletableFuture.supplyAsync(() -> failure(client, getUserData()));
            await().until(() -> server.requests().size() == 1);
            client.close();

            CallFailedException failure = blocking.get(5, TimeUnit.SECONDS);
            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(failure).hasMessageContaining("the client was closed");
        }
    }

    @Test
    void letsLiveCallsGoBeforeBulkCalls() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    first.await();
                    connection.answer(200, "", USER);
                });
                ApiClient client = client(server.url(), Limits.STANDARD, QUICK.inFlight(1))) {
            CopyOnWriteArrayList<String> order = new CopyOnWriteArrayList<>();
            CompletableFuture<?>[] all = IntStream.range(0, 7)
                    .mapToObj(i -> {
                        Priority priority = i < 4 ? Priority.BULK : Priority.LIVE;
                        return client.callAsync(getUserData().priority(priority))
                                .thenAccept(done -> order.add(priority.name()))
                                .toCompletableFuture();
                    })
                    .toArray(CompletableFuture[]::new);
            await().until(() -> server.requests().size() == 1);
            first.countDown();
            CompletableFuture.allOf(all).get(20, TimeUnit.SECONDS);

            assertThat(order).containsExactly("BULK", "LIVE", "LIVE", "LIVE", "BULK", "BULK", "BULK");
        }
    }

    @Test
    void leavesASickHostAloneAndTriesItAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CallPolicy policy = QUICK.retries(new CallPolicy.Retries(1, Duration.ofMillis(1), Duration.ofMillis(1), 0))
                .breaker(new CallPolicy.Breaker(10, 10, 0.5, Duration.ofMillis(400), 2));
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    connection.answer(calls.incrementAndGet() <= 11 ? 503 : 200, "", USER);
                });
                ApiClient client = client(server.url(), Limits.STANDARD, policy)) {
            for (int i = 0; i < 10; i++) {
                assertThat(failure(client, getUserData()).kind()).isEqualTo(FailureKind.UPSTREAM);
            }
            for (CallFailedException failure :
                    new CallFailedException[] {failure(client, getUserData()), asyncFailure(client, getUserData())}) {
                assertThat(failure.code()).isEqualTo(ErrorCode.CALL_HOST_RESTS);
                assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
                assertThat(failure.retryAfter().orElseThrow()).isBetween(Duration.ofMillis(1), Duration.ofMillis(400));
                assertThat(failure).hasMessageContaining("left alone").hasMessageContaining("client.breaker");
            }
            assertThat(server.requests()).hasSize(10);
            // who does its own waiting is not held back
            assertThat(failure(client, getUserData().singleAttempt()).kind()).isEqualTo(FailureKind.UPSTREAM);

            await().ignoreExceptions().untilAsserted(() -> client.call(getUserData()));
            client.call(getUserData());
            IntStream.range(0, 20).forEach(i -> client.call(getUserData()));
        }
    }

    @Test
    void doesNotCountRefusalsAgainstTheHost() throws Exception {
        CallPolicy policy = QUICK.breaker(new CallPolicy.Breaker(10, 5, 0.5, Duration.ofSeconds(60), 1));
        for (int status : new int[] {400, 401, 404, 501}) {
            try (LoopbackServer server = LoopbackServer.answering(status, "", "{}");
                    ApiClient client = client(server.url(), Limits.STANDARD, policy)) {
                for (int i = 0; i < 15; i++) {
                    assertThat(failure(client, getUserData()).status()).isEqualTo(status);
                }
            }
        }
    }

    @Test
    void endsTheRestBetweenAttemptsWhenTheClientIsClosed() throws Exception {
        CallPolicy slow = QUICK.retries(new CallPolicy.Retries(3, Duration.ofSeconds(30), Duration.ofSeconds(60), 0.1));
        try (LoopbackServer server = LoopbackServer.answering(500, "", "")) {
            ApiClient client = client(server.url(), Limits.STANDARD, slow);
            CompletableFuture<Answer> async = client.callAsync(getUserData()).toCompletableFuture();
            CompletableFuture<Answer> blocking = CompletableFuture.supplyAsync(() -> client.call(getUserData()));
            await().until(() -> server.requests().size() == 2);
            await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            client.close();

            assertThat(async).failsWithin(Duration.ofSeconds(5));
            assertThat(blocking).failsWithin(Duration.ofSeconds(5));
        }
    }

    @Test
    void endsTheWaitForATurnWithItsThread() throws Exception {
        CallPolicy slow = QUICK.rate(new CallPolicy.Rate(0.01, 1, 10, Duration.ofSeconds(50)));
        try (LoopbackServer server = LoopbackServer.answering(200, "", USER);
                ApiClient client = client(server.url(), Limits.STANDARD, slow)) {
            client.call(getUserData());
            CompletableFuture<CallFailedException> thrown = new CompletableFuture<>();
            Thread caller = new Thread(() -> thrown.complete(failure(client, getUserData())));
            caller.start();
            await().until(() -> caller.getState() == Thread.State.WAITING);
            caller.interrupt();

            assertThat(thrown.get(5, TimeUnit.SECONDS).kind()).isEqualTo(FailureKind.UNREACHABLE);
        }
    }

    @Test
    void refusesAPolicyThatMakesNoSense() {
        Duration second = Duration.ofSeconds(1);
        assertThat(catchThrowableOfType(RaiException.class, () -> new CallPolicy.Retries(0, second, second, 0.1)))
                .hasMessageContaining("returning-ai.client.retries.attempts");
        assertThat(catchThrowableOfType(RaiException.class, () -> new CallPolicy.Rate(-1, 1, 1, second)))
                .hasMessageContaining("returning-ai.client.rate.per-second");
        assertThat(catchThrowableOfType(RaiException.class, () -> new CallPolicy.Breaker(10, 20, 0.5, second, 1)))
                .hasMessageContaining("returning-ai.client.breaker.minimum");
        assertThat(catchThrowableOfType(RaiException.class, () -> CallPolicy.STANDARD.inFlight(0)))
                .hasMessageContaining("returning-ai.client.in-flight");
        assertThat(catchThrowableOfType(
                        RaiException.class, () -> CallPolicy.Rate.STANDARD.requireWaitOf(Duration.ofHours(1))))
                .hasMessageContaining("returning-ai.client.rate.longest-wait")
                .hasMessageContaining("retry-after-cap (3600s)");
        assertThat(catchThrowableOfType(RaiException.class, () -> Limits.STANDARD.maxConnections(0)))
                .hasMessageContaining("returning-ai.client.max-connections");
        assertThatCode(() -> new HttpApiClient(
                                Contract.load(java.nio.file.Path.of("config/returning-ai.openapi.yaml")),
                                ClientSettings.standard(),
                                Clock.systemUTC())
                        .close())
                .doesNotThrowAnyException();
    }
}
