package ai.returning.routes.inbox.crash;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import ai.returning.routes.testing.States;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills the process while signed events come in and are worked on. Each acknowledged event is in the inbox and has its
 * effect in the target once. {@code -Dinbox.events=20000 -Dinbox.kills=8} makes it long.
 */
@Tag("crash")
@Timeout(600)
class InboxKillsIT {
    private static final int EVENTS = Integer.getInteger("inbox.events", 2000);
    private static final int KILLS = Integer.getInteger("inbox.kills", 3);
    /** Other tests may have the machine meanwhile. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final Postgres server = Databases.postgres();
    private String target;
    private int port;
    private Process process;

    @BeforeEach
    void prepare() throws IOException {
        target = server.createDatabase();
        server.execute(target, "create table visit (k varchar(500))");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql", "one-database"})
    void losesNothingAndDoesEachEventOnce(String kind) throws Exception {
        StateSettings state = kind.equals("h2")
                ? States.h2(folder, 8)
                : kind.equals("postgresql")
                        ? States.barePostgres(8)
                        : new StateSettings(server.jdbcUrl(target), server.user(), server.password(), 8);
        boolean jointly = kind.equals("one-database");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        process = start(state, true);
        try (RetryingSender sender = new RetryingSender(port, EVENTS)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                int until = EVENTS * kill / (KILLS + 1) + random.nextInt(Math.max(1, EVENTS / 20));
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> sender.acknowledged() >= until);
                process.destroyForcibly().waitFor();
                if (jointly) {
                    assertThat(count("select count(*) from visit v left join inbox_event e on e.event_key = v.k"
                                    + " where e.state is distinct from 'done'"))
                            .as("rows whose event is not done, seed %d", seed)
                            .isZero();
                }
                process = start(state, true);
            }
            assertThat(sender.await(PATIENCE))
                    .as("seed %d %s", seed, sender.statuses())
                    .isTrue();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(count("select count(distinct k) from visit"))
                            .isEqualTo(EVENTS));
            assertThat(count("select count(*) from visit")).as("seed %d", seed).isEqualTo(EVENTS);
            process.destroyForcibly().waitFor();
            try (StateDatabase database = StateDatabase.open(state)) {
                InboxStore store = new InboxStore(database.jdbc());
                assertThat(store.recent(null, null, null, 0, EVENTS + 10))
                        .hasSize(EVENTS)
                        .allSatisfy(event -> assertThat(event.state()).isIn(EventState.DONE, EventState.WORKING))
                        .extracting(event -> new String(event.body(), StandardCharsets.UTF_8))
                        .containsExactlyInAnyOrderElementsOf(sender.bodies());
            }
        }
    }

    /** The proof that this test can fail. */
    @Test
    void seesDoubledEffectsWithoutTheGuardInTheTarget() throws Exception {
        StateSettings state = States.postgres(8);
        process = start(state, false);
        try (RetryingSender sender = new RetryingSender(port, 1500)) {
            for (int kill = 1; kill <= 6; kill++) {
                int until = 1500 * kill / 8;
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> sender.acknowledged() >= until);
                process.destroyForcibly().waitFor();
                process = start(state, false);
            }
            assertThat(sender.await(Duration.ofMinutes(2))).isTrue();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(count("select count(distinct k) from visit"))
                            .isEqualTo(1500));
            assertThat(count("select count(*) from visit")).isGreaterThan(1500);
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = server.connect(target);
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Process start(StateSettings state, boolean guarded) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IngestHost.class.getName(),
                        String.valueOf(port),
                        state.url(),
                        state.user(),
                        state.password(),
                        server.jdbcUrl(target),
                        server.user(),
                        server.password(),
                        String.valueOf(guarded))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("host.log").toFile())
                .start();
    }
}
