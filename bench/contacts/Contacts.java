import ai.returning.routes.client.ApiClient;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSeed;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.emulator.SeedUser;
import ai.returning.routes.emulator.UserField;
import ai.returning.routes.emulator.crm.HubspotStandIn;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.sync.DefaultSyncEngine;
import ai.returning.routes.sync.FlowDefinition;
import ai.returning.routes.sync.FlowFolder;
import ai.returning.routes.sync.RowBatch;
import ai.returning.routes.sync.RowBatches;
import ai.returning.routes.sync.RunListener;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.RunRequest;
import ai.returning.routes.sync.SyncRun;
import ai.returning.routes.sync.SyncSettings;
import ai.returning.routes.sync.mapping.MappedRows;
import ai.returning.routes.sync.mapping.RowMapper;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import ai.returning.routes.sync.source.crm.HubspotRowSource;
import ai.returning.routes.sync.source.crm.HubspotSettings;
import ai.returning.routes.sync.source.crm.Patience;
import ai.returning.routes.sync.store.SyncStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Contacts of the HubSpot stand-in at 0 ms: {@code read} reads and maps them, {@code sync} takes them through the whole
 * sync into the emulator. All in this process, the other ends included, so a figure is a lower bound. Run from the
 * product's root; side, rows, rounds.
 */
public final class Contacts {
    private static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));

    private Contacts() {}

    public static void main(String[] args) throws Exception {
        int rows = Integer.parseInt(args[1]);
        try (HubspotStandIn crm = HubspotStandIn.start("token")) {
            for (int i = 1; i <= rows; i++) {
                crm.put(
                        i,
                        Map.of("email", "user" + i + "@x.org", "firstname", "Zoë", "lastname", "Ng", "city", "Graz"),
                        Instant.EPOCH);
            }
            for (int round = 0; round < Integer.parseInt(args[2]); round++) {
                if (args[0].equals("sync")) {
                    sync(crm.url(), rows);
                } else {
                    long start = System.nanoTime();
                    long cpu = cpu();
                    print(read(crm.url()), start, cpu);
                }
            }
        }
    }

    private static void print(long rows, long start, long cpu) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "{\"rows\":%d,\"seconds\":%.3f,\"rowsPerSecond\":%.0f,\"cpuSeconds\":%.3f}%n",
                rows,
                seconds,
                rows / seconds,
                (cpu() - cpu) / 1e9);
    }

    /** Of this process: the stand-in, the product and the emulator together. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** A first run: all contacts are sent, and followed to the outcome of each row. */
    private static void sync(String url, int rows) throws Exception {
        Path folder = Files.createTempDirectory("bench-contacts");
        EmulatorSettings settings = EmulatorSettings.of(
                        CONTRACT,
                        folder.resolve("emulator"),
                        COMMUNITY,
                        new ApiKey("key", COMMUNITY, Set.of("bulkUpdateUser", "getUserData"), null))
                .withSeed(() -> new EmulatorSeed(
                        List.of(UserField.text("city")),
                        IntStream.rangeClosed(1, rows).mapToObj(i -> SeedUser.of("user" + i + "@x.org"))));
        FlowDefinition flow = flow();
        try (Emulator emulator = Emulator.start(settings);
                StateDatabase state = StateDatabase.open(
                        new StateSettings(StateSettings.embeddedUrl(folder), "sa", "", 10));
                ApiClient client = new HttpApiClient(
                        CONTRACT,
                        ClientSettings.standard()
                                .server("integration", emulator.baseUrl("integration"))
                                .key("bearer-community-key", "key"),
                        Clock.systemUTC())) {
            SyncStore store = new SyncStore(state);
            try (DefaultSyncEngine engine = new DefaultSyncEngine(
                    SyncSettings.defaults(folder.resolve("runs"), "bench"),
                    store,
                    CONTRACT,
                    client,
                    name -> source(url, store),
                    Clock.systemUTC())) {
                long start = System.nanoTime();
                long cpu = cpu();
                SyncRun run = engine.start(flow, new RunRequest(false, 0, null, null), RunListener.SILENT);
                Operation operation = CONTRACT.operation(flow.mapping().operation());
                try (RowBatches batches = run.read("contacts", "")) {
                    while (batches.hasNext()) {
                        RowBatch batch = batches.next();
                        run.map(batch);
                        run.keepChanged(batch);
                        run.send(batch, operation);
                    }
                    run.settle();
                }
                RunReport report = run.end(null);
                if (report.books().applied() != rows) {
                    throw new IllegalStateException("not all contacts were applied: " + report);
                }
                print(rows, start, cpu);
            }
        }
    }

    private static FlowDefinition flow() {
        return FlowFolder.load(
                Path.of("routes/import-contacts"), CONTRACT, Path.of("config/community-fields.yaml"));
    }

    private static RowSource source(String url, SyncStore store) {
        HubspotSettings settings = new HubspotSettings(
                "contacts",
                url,
                "token",
                new HubspotSettings.Paths(
                        "/crm/v3/objects/contacts/search",
                        "/crm/v3/properties/contacts",
                        "hs_object_id",
                        "lastmodifieddate"),
                200,
                Duration.ZERO,
                new HubspotSettings.Limits(0, 0, 0),
                new Patience(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)));
        return new HubspotRowSource(settings, store.sources(), Clock.systemUTC());
    }

    private static long read(String url) {
        FlowDefinition flow = flow();
        StateSettings memory = new StateSettings("jdbc:h2:mem:crm;MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 2);
        List<String> columns = List.copyOf(flow.mapping().sourceColumns());
        long rows = 0;
        try (StateDatabase state = StateDatabase.open(memory);
                RowSource source = source(url, new SyncStore(state));
                RowStream stream = source.open(new SourceRequest("bench", "", columns, 0, 5_000))) {
            RowMapper mapper = flow.mapping().compile(stream.columns());
            for (RawRows batch = stream.next(); batch != null; batch = stream.next()) {
                MappedRows mapped = mapper.map(batch);
                rows += mapped.count() - mapped.problems().size();
                batch.release();
            }
        }
        return rows;
    }
}
