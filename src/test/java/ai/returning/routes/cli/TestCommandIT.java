package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./rai test}. */
class TestCommandIT {
    private static final String KAMELET = "returning-ai-user-get-action";
    private static final String TEST = "routes/kamelets/" + KAMELET + ".test.yaml";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void printsALineForEachCase() {
        assertThat(rai("test", KAMELET)).isZero();

        assertThat(out.toString().lines()).first().isEqualTo(TEST);
        assertThat(out.toString())
                .containsPattern("  ✓ gives the member of an address  \\d+\\.\\d\\d s\n")
                .contains("  ✓ reaches every step")
                .containsPattern("All 7 cases passed in \\d+\\.\\d\\d s\\.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsJson() throws IOException {
        assertThat(rai("test", KAMELET, "--json")).isZero();

        assertThat(out.toString().lines()).hasSize(7);
        JsonNode first = Json.MAPPER.readTree(out.toString().lines().findFirst().orElseThrow());
        assertThat(first.path("file").asText()).isEqualTo(TEST);
        assertThat(first.path("passed").asBoolean()).isTrue();
        assertThat(first.path("line").asInt()).isPositive();
    }

    @Test
    void namesTheNearestFlow() {
        assertThat(rai("test", "sync-custmers")).isEqualTo(2);
        assertThat(err.toString()).startsWith("RAI-1001").contains("Did you mean sync-customers?");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void watchesFilesAndSurvivesBrokenOnes() throws Exception {
        copyProject();
        Path test = folder.resolve(TEST);
        TestWatch watch =
                new TestWatch(folder, List.of(KAMELET), new PrintWriter(out, true), new PrintWriter(err, true));
        Thread thread = new Thread(() -> run(watch), "watch");
        thread.start();
        try {
            awaitWaiting(1);
            String good = Files.readString(test);
            Files.writeString(test, good.replace("outcome: completed", "outcome: failed"));
            awaitWaiting(2);
            assertThat(out.toString()).contains("changed: " + TEST, "expected failed, got completed");

            Files.writeString(test, "kamelet: [");
            awaitWaiting(3);
            assertThat(out.toString()).contains("RAI-0008");

            Files.writeString(folder.resolve("config/application.yaml"), "a: [");
            awaitWaiting(4);
            assertThat(err.toString()).contains("RAI-0008");
        } finally {
            thread.interrupt();
            thread.join(10_000);
        }
        assertThat(thread.isAlive()).isFalse();
    }

    private static void run(TestWatch watch) {
        try {
            watch.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitWaiting(int times) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> out.toString().split("Waiting for a change", -1).length > times);
    }

    private void copyProject() throws IOException {
        for (String part : List.of("config", "routes")) {
            try (Stream<Path> files = Files.walk(Path.of(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.createDirectories(folder.resolve(file).getParent());
                    Files.copy(file, folder.resolve(file));
                }
            }
        }
    }

    private int rai(String... arguments) {
        CommandLine line = Rai.commandLine(new Rai(() -> Path.of("data")));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
