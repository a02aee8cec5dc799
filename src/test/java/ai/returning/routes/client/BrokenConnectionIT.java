package ai.returning.routes.client;

import static ai.returning.routes.client.Calls.QUEUED;
import static ai.returning.routes.client.Calls.USER;
import static ai.returning.routes.client.Calls.client;
import static ai.returning.routes.client.Calls.failure;
import static ai.returning.routes.client.Calls.getUserData;
import static ai.returning.routes.client.Calls.limits;
import static ai.returning.routes.client.Calls.upload;
import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.client.ClientSettings.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that break: what is proven not to have left, and what nobody can know. */
@Timeout(30)
class BrokenConnectionIT {
    private final Path folder;

    BrokenConnectionIT(@TempDir Path folder) {
        this.folder = folder;
    }

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
                    connection.readBody(); // a server that stops reading would leave the client waiting to write
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

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("upload.csv"), content);
    }
}
