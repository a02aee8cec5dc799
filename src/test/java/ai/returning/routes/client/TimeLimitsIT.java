package ai.returning.routes.client;

import static ai.returning.routes.client.Calls.USER;
import static ai.returning.routes.client.Calls.client;
import static ai.returning.routes.client.Calls.failure;
import static ai.returning.routes.client.Calls.getUserData;
import static ai.returning.routes.client.Calls.limits;
import static ai.returning.routes.client.Calls.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each phase of a call ends in time, and with its thread. */
@Timeout(30)
class TimeLimitsIT {
    private final Path folder;

    TimeLimitsIT(@TempDir Path folder) {
        this.folder = folder;
    }

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
            assertThat(failure)
                    .hasMessageContaining("all 1 connections (returning-ai.client.max-connections) were busy");
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
                thrown.set(catchThrowable(() -> client.call(getUserData())));
                flag.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            await().until(() -> server.requests().size() == 1);
            caller.interrupt();
            caller.join(5_000);

            assertThat(thrown.get())
                    .isInstanceOfSatisfying(
                            CallFailedException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.OUTCOME_UNKNOWN))
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

    private static LoopbackServer silent() {
        CountDownLatch never = new CountDownLatch(1);
        return new LoopbackServer(connection -> never.await());
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("upload.csv"), content);
    }
}
