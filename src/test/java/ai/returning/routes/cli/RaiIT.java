package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.component.SyncContext;
import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.service.ManagementServer;
import ai.returning.routes.support.Json;
import ai.returning.routes.sync.RecordingEngine;
import ai.returning.routes.sync.RunListener;
import ai.returning.routes.sync.RunRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands against a running service of this process. */
class RaiIT {
    private final RecordingEngine engine = new RecordingEngine();
    private final FlowRunner runner = new FlowRunner();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private SyncContext routes;
    private ManagementServer server;

    @TempDir
    Path dataDir;

    @BeforeEach
    void start() throws Exception {
        routes = SyncContext.start(engine, runner);
        server = ManagementServer.start(runner, engine, null, dataDir);
    }

    @AfterEach
    void stop() {
        server.close();
        routes.close();
    }

    @Test
    void printsExactlyOneLineOfJsonWithTheAgreedKeys() throws Exception {
        assertThat(rai("sync", "sync-customers", "--json", "--full", "--limit", "5"))
                .isZero();

        assertThat(out.toString().lines()).hasSize(1);
        JsonNode json = Json.MAPPER.readTree(out.toString());
        List<String> keys = new ArrayList<>();
        json.fieldNames().forEachRemaining(keys::add);
        assertThat(keys)
                .containsExactly(
                        "runId",
                        "flow",
                        "state",
                        "resumed",
                        "read",
                        "unchanged",
                        "applied",
                        "rejected",
                        "invalid",
                        "unverified",
                        "skipped",
                        "gone",
                        "added",
                        "changed",
                        "sent",
                        "chunks",
                        "seconds",
                        "evidence");
        assertThat(engine.requests).containsExactly(new RunRequest(true, 5, null, null));
    }

    @Test
    void printsABookAPersonCanRead() {
        assertThat(rai("sync", "sync-customers")).isZero();

        assertThat(out.toString()).contains("sync-customers: done", "unchanged", "Evidence: assumed", "Next: nothing");
    }

    @Test
    void failsWithTheReasonOfAStoppedRun() {
        engine.failAt("send 0");

        assertThat(rai("sync", "sync-customers")).isEqualTo(1);
        assertThat(out.toString()).contains("Stopped: RAI-3008");
    }

    @Test
    void doesNotStartBesideAnOpenRun() throws Exception {
        engine.hold(new CountDownLatch(1));
        CompletableFuture<?> open =
                CompletableFuture.runAsync(() -> runner.run("sync-customers", RunRequest.PLAIN, RunListener.SILENT));
        engine.blocked.await();

        assertThat(rai("sync", "sync-customers", "--json")).isEqualTo(4);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("RAI-3001").doesNotContain("\tat ");
        runner.stopAll("end of test");
        open.join();
    }

    @Test
    void callsWrongUsageWrongUsage() {
        assertThat(rai("sync")).isEqualTo(2);
        assertThat(rai("sync", "sync-customers", "--limt", "5")).isEqualTo(2);
        assertThat(rai("sync", "sync-customers", "--limit", "0")).isEqualTo(2);
        assertThat(rai("sync", "no-such-flow")).isEqualTo(2);
        assertThat(rai()).isEqualTo(2);
        assertThat(engine.requests).isEmpty();
    }

    @Test
    void namesTheWordThatWasProbablyMeant() {
        rai("snyc", "sync-customers");
        rai("sync", "sync-customers", "--limt", "5");
        rai("sync", "sync-customers", "more");
        rai("runs", "sync-custmers");

        assertThat(err.toString().lines().map(line -> line.replaceAll(" Commands: .*", "")))
                .containsExactly(
                        "RAI-0010 Command 'snyc' is not known. Did you mean sync?",
                        "RAI-0010 Option '--limt' is not known. Did you mean --limit? See ./rai sync --help.",
                        "RAI-0010 'more' is one word too many. See ./rai sync --help.",
                        "RAI-1001 No flow 'sync-custmers' with a mapping stands in routes."
                                + " Did you mean sync-customers? Flows: "
                                + "create-users-from-contacts, import-contacts, import-file, sync-accounts, sync-customers.");
    }

    @Test
    void asksTheDemoWhereNoServiceOfItsOwnRuns(@TempDir Path empty) {
        CommandLine line = Rai.commandLine(new Rai(() -> empty, () -> Optional.of(dataDir)));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));

        assertThat(line.execute("sync", "sync-customers")).isZero();
        assertThat(engine.requests).hasSize(1);
        assertThat(err.toString()).contains("asks the demo");
    }

    @Test
    void listsRuns() {
        rai("sync", "sync-customers");
        out.getBuffer().setLength(0);

        assertThat(rai("runs", "sync-customers")).isZero();
        assertThat(out.toString()).contains("run-1", "done");
    }

    @Test
    void explainsEveryVariableOfTheConfiguration() throws Exception {
        String config = Files.readString(Path.of("config/application.yaml"), StandardCharsets.UTF_8);
        Set<String> variables = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+):").matcher(config);
        while (matcher.find()) {
            variables.add(matcher.group(1));
        }

        assertThat(rai("run", "--help")).isZero();
        assertThat(variables).hasSizeGreaterThan(15);
        assertThat(out.toString()).contains(variables);
    }

    private int rai(String... arguments) {
        CommandLine line = Rai.commandLine(new Rai(() -> dataDir));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
