package ai.returning.routes.flowtest;

import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.component.sync.FolderFlowCatalog;
import ai.returning.routes.component.sync.SyncComponent;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.DefaultSyncEngine;
import ai.returning.routes.sync.RunListener;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.RunRequest;
import ai.returning.routes.sync.mapping.Mapping;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import ai.returning.routes.sync.store.SyncStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The real sync engine of one case: a state that goes with it, and a source that gives what the run says. */
final class SyncStage implements AutoCloseable {
    private final TestBench bench;
    private final TestSettings settings;
    private final StateDatabase state;
    private final SyncStore store;
    private final DefaultSyncEngine engine;
    private final FlowRunner runner = new FlowRunner();
    private @Nullable GivenTables tables;
    private RowSource source = new GivenRows(List.of(), Set.of(), false, true);
    private @Nullable String confirmCode;

    SyncStage(TestBench bench, TestSettings settings, Path folder, TestClock clock, RecordingClient client) {
        this.bench = bench;
        this.settings = settings;
        this.state = StateDatabase.open(new StateSettings(
                "jdbc:h2:mem:state-" + UUID.randomUUID() + ";MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 8));
        this.store = new SyncStore(state);
        this.engine = new DefaultSyncEngine(
                new Tuning(settings).of(folder.resolve("runs")),
                store,
                bench.contract(),
                client,
                this::source,
                clock,
                EmulatedTenant.community(settings));
    }

    SyncComponent component() {
        return new SyncComponent(
                new FolderFlowCatalog(bench.flows(), bench.contract(), bench.communityFields()),
                engine,
                runner,
                false,
                this::requireSource,
                this::isDatabase);
    }

    /** Files and sources of changes take no query and show a part of all rows. */
    private boolean isDatabase(String name) {
        String type = "returning-ai.sources." + name + ".type";
        return !settings.names().contains(type) || settings.text(type).equals("database");
    }

    private RowSource source(String name) {
        requireSource(name);
        return source instanceof GivenRows given ? given.showingAll(isDatabase(name)) : source;
    }

    private void requireSource(String name) {
        String prefix = "returning-ai.sources.";
        Set<String> known = new TreeSet<>();
        settings.names().stream()
                .filter(setting -> setting.startsWith(prefix))
                .forEach(setting -> known.add(setting.substring(prefix.length()).replaceFirst("\\..*", "")));
        if (!known.contains(name)) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "No source '" + name + "' stands under returning-ai.sources." + Nearest.hint(name, known));
        }
    }

    /** Runs the flow with the source as the input has it. */
    RunReport run(String flow, Input input, Mapping mapping) {
        source = given(input, mapping);
        String code = input.confirm() ? confirmCode : null;
        if (input.confirm() && code == null) {
            throw new RaiException(
                    ErrorCode.TEST_INVALID, "'confirm' needs a run before it that a brake has stopped in this case.");
        }
        RunReport report =
                runner.run(flow, new RunRequest(input.full(), input.limit(), code, null), RunListener.SILENT);
        confirmCode = report.confirmCode();
        return report;
    }

    private RowSource given(Input input, Mapping mapping) {
        switch (input.source()) {
            case "unavailable" -> {
                return refusing(ErrorCode.SOURCE_UNAVAILABLE, "The source cannot be reached (as the test says).");
            }
            case "refused" -> {
                return refusing(ErrorCode.SOURCE_REFUSED, "The source refuses the user (as the test says).");
            }
            default -> {
                return rows(input, mapping);
            }
        }
    }

    private RowSource rows(Input input, Mapping mapping) {
        if (!input.tables().isEmpty()) {
            GivenTables database = tables == null ? new GivenTables() : tables;
            tables = database;
            database.fill(input.tables());
            return database.source();
        }
        List<Map<String, @Nullable String>> rows = input.rows() == null ? List.of() : input.rows();
        Set<String> known = mapping.sourceColumns();
        rows.forEach(row -> row.keySet().forEach(column -> {
            if (!known.contains(column)) {
                throw new RaiException(
                        ErrorCode.TEST_INVALID,
                        "A row has the column '" + column + "', which the mapping does not read."
                                + Nearest.hint(column, known));
            }
        }));
        return new GivenRows(rows, known, input.source().equals("breaks"), true);
    }

    private static RowSource refusing(ErrorCode code, String sentence) {
        return new RowSource() {
            @Override
            public RowStream open(SourceRequest request) {
                throw new RaiException(code, sentence);
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    SyncStore store() {
        return store;
    }

    @Override
    public void close() {
        try (StateDatabase last = state;
                GivenTables before = tables;
                DefaultSyncEngine first = engine) {
            // the last one first
        }
    }
}
