package ai.returning.routes.client;

import static ai.returning.routes.client.Calls.QUEUED;
import static ai.returning.routes.client.Calls.QUICK;
import static ai.returning.routes.client.Calls.USER;
import static ai.returning.routes.client.Calls.answer;
import static ai.returning.routes.client.Calls.asyncFailure;
import static ai.returning.routes.client.Calls.client;
import static ai.returning.routes.client.Calls.failure;
import static ai.returning.routes.client.Calls.getUserData;
import static ai.returning.routes.client.Calls.limits;
import static ai.returning.routes.client.Calls.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.client.ClientSettings.Limits;
import ai.returning.routes.support.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls when: the rate, pauses after a 429, live before bulk. */
@Timeout(60)
class CallTurnsIT {
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsNoByteOfACallWhoseTimeToStartIsOver(boolean async) throws Throwable {
        AtomicInteger calls = new AtomicInteger();
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    calls.incrementAndGet();
                    connection.answer(200, "", USER);
                });
                ApiClient client = client(server.url(), Limits.STANDARD, QUICK)) {
            ApiCall late = getUserData().startBy(System.nanoTime() - 1);
            CallFailedException failure = async ? asyncFailure(client, late) : failure(client, late);

            assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
            assertThat(failure).hasMessageContaining("its time to start was over");
            assertThat(calls).hasValue(0);
            assertThat(client.call(getUserData()
                                    .startBy(System.nanoTime()
                                            + Duration.ofMinutes(1).toNanos()))
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"async", "blocking", "upload"})
    void writesNoWholeBodyWhenItSleptBetweenItsStartAndTheFirstByte(String way, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("upload.csv"), "x".repeat(300_000));
        AtomicInteger whole = new AtomicInteger();
        Duration send = Duration.ofMillis(300);
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    if (connection.body().length == Integer.parseInt(connection.header("Content-Length"))) {
                        whole.incrementAndGet();
                        connection.answer(200, "", way.equals("upload") ? QUEUED : USER);
                    }
                });
                ApiClient client = client(server.url(), limits(20_000, send.toMillis(), 5_000))) {
            AtomicInteger asked = new AtomicInteger();
            long startBy = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            ApiCall call = (way.equals("upload") ? upload(file) : getUserData())
                    .startBy(startBy)
                    .onlyIf(() -> {
                        // the last thing that is asked before bytes may leave
                        if (asked.incrementAndGet() == (way.equals("async") ? 2 : 1)) {
                            await().until(() -> System.nanoTime() - startBy > send.toNanos());
                        }
                        return true;
                    });
            CallFailedException failure = way.equals("async") ? asyncFailure(client, call) : failure(client, call);

            assertThat(failure.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN);
            assertThat(whole).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsNothingThatItsCallerWantsNoMore(boolean async) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (LoopbackServer server = new LoopbackServer(connection -> {
                    connection.readBody();
                    calls.incrementAndGet();
                    connection.answer(200, "", USER);
                });
                ApiClient client = client(server.url(), Limits.STANDARD, QUICK)) {
            // in its turn it is still wanted, and no more when the connection stands
            AtomicInteger asked = new AtomicInteger();
            ApiCall unwanted = getUserData().onlyIf(() -> asked.incrementAndGet() == (async ? 1 : 0));
            CallFailedException failure = async ? asyncFailure(client, unwanted) : failure(client, unwanted);

            assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
            assertThat(calls).hasValue(0);
            assertThat(client.call(getUserData().onlyIf(() -> true)).status()).isEqualTo(200);
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
}
