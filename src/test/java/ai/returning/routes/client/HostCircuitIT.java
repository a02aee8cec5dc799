package ai.returning.routes.client;

import static ai.returning.routes.client.Calls.QUICK;
import static ai.returning.routes.client.Calls.USER;
import static ai.returning.routes.client.Calls.asyncFailure;
import static ai.returning.routes.client.Calls.client;
import static ai.returning.routes.client.Calls.failure;
import static ai.returning.routes.client.Calls.getUserData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.client.ClientSettings.Limits;
import ai.returning.routes.support.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that fails too often is left alone; what is not its fault does not count. */
@Timeout(60)
class HostCircuitIT {
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
}
