package ai.returning.routes.cli;

import ai.returning.routes.component.SyncContext;
import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.service.DemoCommunity;
import ai.returning.routes.service.ManagementServer;
import ai.returning.routes.sync.RecordingEngine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** A running demo of this process, and a shell beside it whose terminal answers what the test says. */
final class ShellHarness implements AutoCloseable {
    static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    static final String KNOWN = "known.1@post.example.net";

    final List<String> questions = new ArrayList<>();
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final Emulator emulator;
    private final FlowRunner runner = new FlowRunner();
    private final SyncContext routes;
    private final ManagementServer server;
    private final Path folder;
    private Boolean answer;

    ShellHarness(Path folder) throws Exception {
        this.folder = folder;
        this.emulator = Emulator.start(DemoCommunity.settings(
                CONTRACT, folder, Path.of("config/community-fields.yaml"), DemoCommunity.ID, () -> List.of(KNOWN)));
        Map<String, String> servers =
                CONTRACT.servers().keySet().stream().collect(Collectors.toMap(name -> name, emulator::baseUrl));
        RecordingEngine engine = new RecordingEngine();
        this.routes = SyncContext.start(engine, runner);
        this.server = ManagementServer.start(runner, engine, null, servers, null, folder);
    }

    /** What the person at the terminal says from now on; without it there is no terminal. */
    ShellHarness answering(boolean yes) {
        answer = yes;
        return this;
    }

    int rai(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Rai.commandLine(new Rai(() -> folder, Optional::empty, new Terminal()));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Override
    public void close() {
        server.close();
        routes.close();
        emulator.close();
    }

    private final class Terminal implements Questions {
        @Override
        public boolean possible() {
            return answer != null;
        }

        @Override
        public boolean confirm(String question, PrintWriter err) {
            questions.add(question);
            return answer;
        }
    }
}
