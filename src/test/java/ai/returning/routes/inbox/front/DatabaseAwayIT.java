package ai.returning.routes.inbox.front;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import ai.returning.routes.testing.States;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database that goes away, and a queue that is full: senders hear 503, and nothing they heard 200 for is lost. */
@Timeout(180)
class DatabaseAwayIT {
    @TempDir
    Path folder;

    @Test
    void answers503WhileTheDatabaseIsAwayAndLosesNothing() throws Exception {
        try (Postgres server = Databases.startPostgres(Map.of("fsync", "on", "synchronous_commit", "on"))) {
            StateSettings state =
                    new StateSettings(server.jdbcUrl(server.createDatabase()), server.user(), server.password(), 4);
            try (FrontWorld world =
                    new FrontWorld(state, FrontTests.patient(Duration.ofSeconds(60), Duration.ofSeconds(1)), 1000)) {
                Set<String> acknowledged = ConcurrentHashMap.newKeySet();
                Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
                AtomicBoolean ends = new AtomicBoolean();
                ExecutorService senders = Executors.newFixedThreadPool(8);
                for (int i = 0; i < 8; i++) {
                    String name = "s" + i;
                    senders.execute(() -> send(world, name, ends, acknowledged, answers));
                }
                Awaitility.await().until(() -> acknowledged.size() > 200);

                List<String> command = stop(server);
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> count(answers, 503) > 100);
                int before = acknowledged.size();
                Process again = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("postgres.log").toFile())
                        .start();
                try {
                    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > before + 200);
                    ends.set(true);
                    senders.shutdown();
                    assertThat(senders.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

                    assertThat(answers.keySet()).containsExactlyInAnyOrder(200, 503);
                    Set<String> stored = ConcurrentHashMap.newKeySet();
                    world.store
                            .recent(null, null, null, 0, 1_000_000)
                            .forEach(event -> stored.add(new String(event.body(), StandardCharsets.UTF_8)));
                    assertThat(stored).containsAll(acknowledged);
                } finally {
                    again.destroyForcibly(); // a gentle end would wait for our connections
                    again.waitFor();
                }
            }
        }
    }

    private static void send(
            FrontWorld world,
            String name,
            AtomicBoolean ends,
            Set<String> acknowledged,
            Map<Integer, AtomicInteger> answers) {
        for (int number = 0; !ends.get(); number++) {
            String body = "{\"user\":{\"id\":\"" + name + "\"},\"n\":" + number + "}";
            RawHttp.Answer answer = world.keyed(body);
            answers.computeIfAbsent(answer.status(), status -> new AtomicInteger())
                    .incrementAndGet();
            if (answer.status() == 200) {
                acknowledged.add(body);
            } else {
                assertThat(answer.header("Retry-After")).isNotEmpty();
            }
        }
    }

    private static int count(Map<Integer, AtomicInteger> answers, int status) {
        AtomicInteger count = answers.get(status);
        return count == null ? 0 : count.get();
    }

    /** Kills the server as a power cut would; gives the command that starts it again. */
    private static List<String> stop(Postgres server) throws Exception {
        long pid;
        try (Connection connection = server.connect("postgres");
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select pg_read_file('postmaster.pid'), current_setting('data_directory')")) {
            row.next();
            pid = Files.readAllLines(Path.of(row.getString(2), "postmaster.pid"))
                            .get(0)
                            .isBlank()
                    ? -1
                    : Long.parseLong(
                            row.getString(1).lines().findFirst().orElseThrow().strip());
        }
        List<String> command = new ArrayList<>();
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).toString());
        String[] arguments =
                Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0");
        command.addAll(List.of(arguments).subList(1, arguments.length));
        ProcessHandle handle = ProcessHandle.of(pid).orElseThrow();
        handle.destroyForcibly();
        handle.onExit().get(20, TimeUnit.SECONDS);
        return command;
    }

    @Test
    void answers503WhenTheQueueIsFull() {
        StateSettings state = States.h2(folder, 4);
        try (FrontWorld world = new FrontWorld(state, FrontSettings.STANDARD, 0)) {
            RawHttp.Answer answer = world.keyed("{\"n\":1}");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.body()).isEqualTo("{\"error\":\"try again\"}");
            assertThat(world.stored()).isEmpty();
        }
    }

    @Test
    void storesWhatItTookBeforeItEnds() throws Exception {
        StateSettings state = States.h2(folder, 4);
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        ExecutorService senders = Executors.newFixedThreadPool(8);
        FrontWorld world = new FrontWorld(state, FrontSettings.STANDARD, 1000);
        for (int i = 0; i < 8; i++) {
            String name = "s" + i;
            senders.execute(() -> {
                for (int number = 0; number < 10_000; number++) {
                    String body = "{\"user\":{\"id\":\"" + name + "\"},\"n\":" + number + "}";
                    try {
                        if (world.keyed(body).status() != 200) {
                            return;
                        }
                    } catch (java.io.UncheckedIOException e) {
                        return; // the door is closed
                    }
                    acknowledged.add(body);
                }
            });
        }
        Awaitility.await().until(() -> acknowledged.size() > 300);
        world.server.close();
        senders.shutdown();
        assertThat(senders.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(world.store.recent(null, null, null, 0, 100_000))
                .extracting(event -> new String(event.body(), StandardCharsets.UTF_8))
                .containsAll(acknowledged);
        world.close();
    }

    @Test
    void takesNothingAfterItsEnd() {
        StateSettings state = States.h2(folder, 4);
        FrontWorld world = new FrontWorld(state, FrontSettings.STANDARD, 10);
        Inbox inbox = world.inbox;
        world.close();
        assertThat(inbox.take(ai.returning.routes.inbox.TestPointers.rules("a", "b")
                                .read(
                                        "{}".getBytes(StandardCharsets.UTF_8),
                                        null,
                                        "{}",
                                        new ai.returning.routes.inbox.Stamp(1, 1, "x")))
                        .orElseThrow())
                .isCompletedExceptionally();
    }
}
