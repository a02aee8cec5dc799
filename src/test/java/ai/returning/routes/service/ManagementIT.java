package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.component.SyncContext;
import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.sync.RecordingEngine;
import ai.returning.routes.sync.RunListener;
import ai.returning.routes.sync.RunProgress;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.RunRequest;
import ai.returning.routes.sync.RunState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementIT {
    private final RecordingEngine engine = new RecordingEngine();
    private final FlowRunner runner = new FlowRunner();
    private SyncContext routes;
    private ManagementServer server;

    @TempDir
    Path dataDir;

    @BeforeEach
    void start() throws Exception {
        routes = SyncContext.start(engine, runner);
        server = ManagementServer.start(runner, engine, count -> count, dataDir);
    }

    @AfterEach
    void stop() {
        server.close();
        routes.close();
    }

    @Test
    void writesAFileOnlyItsOwnerReadsAndRemovesIt() throws Exception {
        Path file = dataDir.resolve("service.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(ServiceFile.read(dataDir)).contains(server.file());
        assertThat(server.file().toString()).doesNotContain(server.file().token());

        server.close();

        assertThat(file).doesNotExist();
        assertThat(ServiceClient.find(dataDir)).isEmpty();
    }

    @Test
    void refusesAMissingOrWrongToken() throws Exception {
        assertThat(status("")).isEqualTo(401);
        assertThat(status("Bearer " + "0".repeat(64))).isEqualTo(401);
        assertThat(status("Bearer " + server.file().token())).isEqualTo(200);
    }

    @Test
    void runsAFlowAndTellsHowItGoes() {
        List<RunProgress> heard = new CopyOnWriteArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void progress(RunProgress progress) {
                heard.add(progress);
            }
        };

        RunReport report = client().sync("sync-customers", new RunRequest(true, 5, "code", null), listener);

        assertThat(report).isEqualTo(engine.reports.get(0));
        assertThat(engine.requests).containsExactly(new RunRequest(true, 5, "code", null));
        assertThat(heard).isNotEmpty();
        assertThat(client().runs(null, 10)).containsExactly(report);
        assertThat(client().runs("another-flow", 10)).isEmpty();
        assertThat(client().demoChange(7)).isEqualTo(7);
    }

    @Test
    void reportsARunThatStopped() {
        engine.failAt("send 0");

        RunReport report = client().sync("sync-customers", RunRequest.PLAIN, RunListener.SILENT);

        assertThat(report.state()).isEqualTo(RunState.STOPPED);
        assertThat(report.error()).startsWith("RAI-3008");
    }

    @Test
    void passesErrorsOnWithTheirCode() {
        assertThatThrownBy(() -> client().sync("sync-custmers", RunRequest.PLAIN, RunListener.SILENT))
                .hasMessageStartingWith("RAI-1001 No started route")
                .hasMessageContaining("Did you mean sync-customers?");
    }

    private ServiceClient client() {
        return ServiceClient.find(dataDir).orElseThrow();
    }

    private int status(String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.file().port() + "/health"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
