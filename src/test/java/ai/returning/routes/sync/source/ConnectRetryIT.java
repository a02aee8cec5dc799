package ai.returning.routes.sync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectRetryIT {
    private final Postgres postgres = Databases.postgres();
    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void triesFiveTimesMoreWithDoubledWaits() throws IOException {
        SourceSettings down = settings(closedPort());
        assertThatThrownBy(() -> open(down)).satisfies(e -> isUnavailable(e, "after 6 attempts", "refused"));
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 15L);
    }

    @Test
    void readsOnceTheDatabaseIsBack() throws IOException {
        int port = closedPort();
        try (JdbcRowSource source = new JdbcRowSource(settings(port), time -> forwardOnce(port))) {
            RowStream stream = source.open("SELECT 1 AS one", 0, 10);
            assertThat(JdbcSourceContract.read(stream)).containsExactly("1");
        }
    }

    @Test
    void namesAnUnknownHostAndAnUnknownDatabase() {
        SourceSettings nowhere =
                SourceSettings.of("crm", "jdbc:postgresql://no-such-host.invalid/d?password=secret", "u", "p");
        assertThatThrownBy(() -> open(nowhere.withRetries(1, Duration.ZERO, Duration.ZERO)))
                .satisfies(e -> isUnavailable(e, "after 2 attempts", "no-such-host.invalid"))
                .satisfies(e -> assertThat(JdbcSourceContract.stackTrace(e)).doesNotContain("secret"));
        SourceSettings unknown = SourceSettings.of("crm", postgres.jdbcUrl("no_such_database"), "postgres", "postgres");
        assertThatThrownBy(() -> open(unknown)).satisfies(e -> JdbcSourceContract.isRefused(e, "no_such_database"));
        assertThat(pauses).hasSize(1);
    }

    @Test
    void givesUpOnASilentDatabase() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            SourceSettings settings = settings(silent.getLocalPort())
                    .withRetries(0, Duration.ZERO, Duration.ZERO)
                    .withLimits(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1));
            assertThatThrownBy(() -> open(settings)).satisfies(e -> isUnavailable(e, "after 1 attempt"));
        }
    }

    @Test
    void reportsSilenceInTheMiddle() {
        SourceSettings impatient =
                settings(postgres.port()).withLimits(Duration.ofSeconds(5), Duration.ZERO, Duration.ofMillis(300));
        try (JdbcRowSource source = new JdbcRowSource(impatient)) {
            RowStream stream = source.open(silentAfter(50_000), 0, 10);
            assertThatThrownBy(() -> JdbcSourceContract.read(stream))
                    .satisfies(e -> isUnavailable(e, "sent nothing for PT0.3S (its socket limit) after "))
                    .satisfies(e -> assertThat(e).hasMessageNotContaining("after 0 rows"));
            assertThatThrownBy(() -> source.open("SELECT pg_sleep(20)", 0, 10))
                    .satisfies(e -> isUnavailable(e, "sent nothing for PT0.3S (its socket limit) after 0 rows"));
        }
    }

    @Test
    void keepsTheStatementLimit() {
        SourceSettings limited =
                settings(postgres.port()).withLimits(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ZERO);
        try (JdbcRowSource source = new JdbcRowSource(limited)) {
            RowStream stream = source.open(silentAfter(50_000), 0, 10);
            assertThatThrownBy(() -> JdbcSourceContract.read(stream))
                    .satisfies(e -> isUnavailable(e, "statement limit of PT1S", " rows had been read"));
            // The answer to COPY may come before the error.
            assertThatThrownBy(() -> JdbcSourceContract.read(source.open("SELECT pg_sleep(20)", 0, 10)))
                    .satisfies(e -> isUnavailable(e, "statement limit of PT1S"));
        }
    }

    @Test
    void endsTheWaitWhenClosed() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        JdbcRowSource source = new JdbcRowSource(settings(closedPort()), time -> {
            waiting.countDown();
            closed.await();
        });
        CompletableFuture<RowStream> opening = CompletableFuture.supplyAsync(() -> source.open("SELECT 1", 0, 1));
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        source.close();
        closed.countDown();
        assertThatThrownBy(() -> opening.get(5, TimeUnit.SECONDS)).hasMessageContaining("RAI-3012");
    }

    @Test
    void waitsNoLongerOnceClosed() throws Exception {
        JdbcRowSource source =
                new JdbcRowSource(settings(closedPort()).withRetries(3, Duration.ofMinutes(5), Duration.ofMinutes(5)));
        source.close();
        assertThatThrownBy(() -> source.open("SELECT 1", 0, 1)).hasMessageContaining("RAI-3012");
    }

    private static String silentAfter(int rows) {
        return "SELECT g, CASE WHEN g > " + rows + " THEN pg_sleep(20) END FROM generate_series(1, " + (rows + 1)
                + ") g";
    }

    private void open(SourceSettings settings) {
        try (JdbcRowSource source = new JdbcRowSource(settings, pauses::add)) {
            source.open("SELECT 1", 0, 10);
        }
    }

    private SourceSettings settings(int port) {
        return SourceSettings.of("crm", "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }

    /** Stands for the database that comes back: takes one connection on the port and passes its bytes on. */
    private void forwardOnce(int port) {
        try {
            ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            Thread accepting = new Thread(() -> accept(server));
            accepting.setDaemon(true);
            accepting.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket server) {
        try (server;
                Socket client = server.accept();
                Socket database = new Socket(InetAddress.getLoopbackAddress(), postgres.port())) {
            Thread back = new Thread(() -> copy(database, client));
            back.setDaemon(true);
            back.start();
            copy(client, database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            assertThat(ended).isNotNull();
        }
    }

    private static void isUnavailable(Throwable e, String... parts) {
        assertThat(e).isInstanceOf(RaiException.class).hasMessageContainingAll(parts);
        assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
    }
}
