package ai.returning.routes.client;

import static ai.returning.routes.client.Calls.CONTRACT;
import static ai.returning.routes.client.Calls.QUICK;
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
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client repeats on its own, and what it never does. */
@Timeout(60)
class CallPolicyIT {
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
