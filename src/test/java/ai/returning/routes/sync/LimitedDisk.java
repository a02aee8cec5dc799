package ai.returning.routes.sync;

import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.sync.source.JdbcRowSource;
import ai.returning.routes.sync.source.SourceSettings;
import ai.returning.routes.sync.store.SyncStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** A process that runs the flow once, for a parent that lets no file of it grow beyond a limit. */
final class LimitedDisk {
    private LimitedDisk() {}

    /** Arguments: URL of the state, URL of the source, URL of the API, runs folder. Prints how the run ended. */
    public static void main(String[] args) {
        Contract contract = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
        FlowDefinition flow = FlowFolder.load(Path.of("routes/sync-customers"), contract, SyncWorld.COMMUNITY_FIELDS);
        ClientSettings client =
                ClientSettings.standard().server("integration", args[2]).key("bearer-community-key", SyncWorld.KEY);
        SyncSettings settings = Tuning.chunkRows(
                Tuning.oneUploadAtATime(Tuning.quick(SyncSettings.defaults(Path.of(args[3]), "child"))), 5000);
        SourceSettings source = SourceSettings.of("customers", args[1], "postgres", "postgres");
        try (StateDatabase state = StateDatabase.open(new StateSettings(args[0], "postgres", "postgres", 6));
                DefaultSyncEngine engine = new DefaultSyncEngine(
                        settings,
                        new SyncStore(state),
                        contract,
                        new HttpApiClient(contract, client, Clock.systemUTC()),
                        name -> new JdbcRowSource(source),
                        Clock.systemUTC())) {
            SyncRun run = engine.start(flow, RunRequest.PLAIN, RunListener.SILENT);
            say(run.end(drive(run, contract.operation(SyncWorld.UPLOAD))));
        }
    }

    private static @org.jspecify.annotations.Nullable RuntimeException drive(SyncRun run, Operation operation) {
        try (RowBatches batches = run.read("customers", "sync-customers.sql")) {
            while (batches.hasNext()) {
                RowBatch batch = batches.next();
                run.map(batch);
                run.keepChanged(batch);
                run.send(batch, operation);
            }
            run.settle();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static void say(RunReport report) {
        Books books = report.books();
        String line = "ended|" + report.state() + "|" + report.exitCode() + "|" + books.read() + "|" + books.applied()
                + "|" + books.skipped() + "|" + report.error() + "\n";
        System.out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
