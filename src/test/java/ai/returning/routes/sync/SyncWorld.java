package ai.returning.routes.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.bulk.FileSealer;
import ai.returning.routes.bulk.SealedFile;
import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.emulator.FaultRule;
import ai.returning.routes.emulator.RecordedRequest;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.sync.source.JdbcRowSource;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.SourceSettings;
import ai.returning.routes.sync.store.QuarantinedRow;
import ai.returning.routes.sync.store.SyncStore;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;
import ai.returning.routes.testing.States;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A whole small world around the sync engine: a PostgreSQL table of customers, the shipped flow, an H2 state and an
 * emulated community. It does by hand what the route does.
 */
final class SyncWorld implements AutoCloseable {
    static final String KEY = "test-community-key";
    static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    static final String UPLOAD = "bulkUpdateUsers";
    static final String LIST = "listBulkUpdates";
    static final Path COMMUNITY_FIELDS = Path.of("config/community-fields.yaml");

    final Postgres server = Databases.postgres();
    final String database = server.createDatabase();
    Contract contract = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    FlowDefinition flow = FlowFolder.load(Path.of("routes/sync-customers"), contract, COMMUNITY_FIELDS);
    final List<String> notices = Collections.synchronizedList(new ArrayList<>());
    final Emulator emulator;
    final Path folder;

    final String stateUrl;
    private final StateDatabase state;
    final SyncStore store;
    private ClientSettings client;
    private UnaryOperator<SyncSettings> tuning = settings -> settings;
    private String sourceUrl = server.jdbcUrl(database);
    private String sourcePassword = server.password();
    private String sourceUser = server.user();
    private SourceSettings.Copy copy = SourceSettings.Copy.AUTO;
    private Duration ahead = Duration.ZERO;
    private @Nullable Supplier<RowSource> other;
    private final List<HttpApiClient> clients = new CopyOnWriteArrayList<>();
    private int instance;

    SyncWorld(Path folder, int customers) {
        this(folder, customers, States.h2(folder, 8).url());
    }

    /** With its state in a PostgreSQL database of its own. */
    static SyncWorld onPostgres(Path folder, int customers) {
        return new SyncWorld(folder, customers, States.postgres(8).url());
    }

    private SyncWorld(Path folder, int customers, String stateUrl) {
        this.folder = folder;
        this.stateUrl = stateUrl;
        createCustomers(customers);
        this.emulator = Emulator.start(EmulatorSettings.of(
                        contract,
                        folder.resolve("emulator"),
                        COMMUNITY,
                        new ApiKey(KEY, COMMUNITY, Set.of("bulkUpdateUser", "getUserData"), null))
                .withSeed(() -> Customers.community(customers)));
        this.state = StateDatabase.open(stateSettings(stateUrl));
        this.store = new SyncStore(state);
        this.client = ClientSettings.standard()
                .server("integration", emulator.baseUrl("integration"))
                .key("bearer-community-key", KEY);
    }

    private StateSettings stateSettings(String url) {
        return url.startsWith("jdbc:h2:")
                ? new StateSettings(url, "sa", "", 10)
                : new StateSettings(url, server.user(), server.password(), 10);
    }

    /** Runs whose changes stand beside the blocks of the snapshot. */
    int changedRuns() {
        return store.snapshots()
                .changes(flow.id(), store.snapshots().generation(flow.id()).orElseThrow())
                .size();
    }

    void createCustomers(int customers) {
        sql(Customers.table(customers));
    }

    void sql(String... statements) {
        server.execute(database, statements);
    }

    SyncWorld tune(UnaryOperator<SyncSettings> change) {
        UnaryOperator<SyncSettings> before = tuning;
        tuning = settings -> change.apply(before.apply(settings));
        return this;
    }

    SyncWorld client(UnaryOperator<ClientSettings> change) {
        client = change.apply(client);
        return this;
    }

    SyncWorld source(String url, String password) {
        sourceUrl = url;
        sourcePassword = password;
        return this;
    }

    SyncWorld source(String url, String user, String password) {
        sourceUser = user;
        return source(url, password);
    }

    /** Runs from now on a query in place of the shipped one. */
    SyncWorld query(String sql) {
        flow = new FlowDefinition(
                flow.id(),
                flow.folder(),
                flow.mapping(),
                Map.of("sync-customers.sql", sql),
                flow.mappingHash(),
                flow.queryHash());
        return this;
    }

    /** Lets time pass, here and at the API. */
    SyncWorld pass(Duration time) {
        ahead = ahead.plus(time);
        emulator.advance(time);
        return this;
    }

    Clock clock() {
        return Clock.offset(Clock.systemUTC(), ahead);
    }

    /** Runs from now on a shipped flow that reads another kind of source. */
    SyncWorld reading(String shipped, Supplier<RowSource> source) {
        flow = FlowFolder.load(Path.of("routes", shipped), contract, COMMUNITY_FIELDS);
        other = source;
        return this;
    }

    SyncWorld copyOff() {
        copy = SourceSettings.Copy.OFF;
        return this;
    }

    /** Times short enough for a test; the order of things stays. */
    private SyncSettings settings() {
        SyncSettings quick = SyncSettings.defaults(folder.resolve("runs"), "instance-" + ++instance);
        return tuning.apply(Tuning.quick(quick));
    }

    SyncEngine engine() {
        HttpApiClient api = new HttpApiClient(contract, client, clock());
        clients.add(api);
        return new DefaultSyncEngine(settings(), store, contract, api, name -> source(), clock(), COMMUNITY);
    }

    private RowSource source() {
        return other != null ? other.get() : table();
    }

    private RowSource table() {
        return new JdbcRowSource(SourceSettings.of("customers", sourceUrl, sourceUser, sourcePassword)
                .withRetries(2, Duration.ofMillis(20), Duration.ofMillis(40))
                .withFetchRows(200)
                .withCopy(copy));
    }

    RunReport sync() {
        return sync(RunRequest.PLAIN);
    }

    RunReport sync(RunRequest request) {
        try (SyncEngine engine = engine()) {
            return drive(engine.start(flow, request, listener()));
        }
    }

    RunReport sync(Consumer<RowBatch> before) {
        try (SyncEngine engine = engine()) {
            return drive(engine.start(flow, RunRequest.PLAIN, listener()), before);
        }
    }

    RunReport confirm(@Nullable String code) {
        return sync(new RunRequest(false, 0, code, null));
    }

    RunReport full() {
        return sync(new RunRequest(true, 0, null, null));
    }

    RunListener listener() {
        return new RunListener() {
            @Override
            public void notice(String sentence) {
                notices.add(sentence);
            }
        };
    }

    /** The steps of the route. */
    RunReport drive(SyncRun run) {
        return drive(run, batch -> {});
    }

    /** The steps of the route; {@code before} sees each batch first. */
    RunReport drive(SyncRun run, Consumer<RowBatch> before) {
        Operation operation = contract.operation(flow.mapping().operation());
        Throwable failure = null;
        try (RowBatches batches = run.read("customers", other == null ? "sync-customers.sql" : "")) {
            while (batches.hasNext()) {
                RowBatch batch = batches.next();
                before.accept(batch);
                run.map(batch);
                run.keepChanged(batch);
                run.send(batch, operation);
            }
            run.settle();
        } catch (RuntimeException e) {
            failure = e;
        }
        RunReport report = run.end(failure);
        assertThat(report.books()).as("books of %s", report).satisfies(books -> {
            assertThat(books.balance()).isTrue();
            assertThat(books.skipped()).isNotNegative();
        });
        return report;
    }

    /** A stored run as it stands now. */
    RunReport stored(RunReport report) {
        return store.runs().find(report.runId()).map(RunEnding::report).orElseThrow();
    }

    List<QuarantinedRow> quarantine(RunReport report) {
        return store.quarantine().of(report.runId(), 1000);
    }

    /** A file that somebody else uploads with another key of the community. */
    void foreignUpload(String fileName, int rows) {
        StringBuilder csv = new StringBuilder();
        IntStream.rangeClosed(1, rows).forEach(i -> csv.append("user").append(i).append("@example.org,Elsewhere\r\n"));
        byte[] body = csv.toString().getBytes(StandardCharsets.UTF_8);
        SealedFile file = FileSealer.seal(
                folder, fileName, "email,city\r\n".getBytes(StandardCharsets.UTF_8), body, body.length, rows);
        try (HttpApiClient other = new HttpApiClient(contract, client, clock())) {
            new BulkApi(other, contract, contract.operation(UPLOAD)).submit(file);
        }
    }

    /** Rules for calls from now on. */
    SyncWorld faults(FaultRule... rules) {
        emulator.faults().add(rules);
        return this;
    }

    /** Operations in the order in which the emulator was called. */
    List<String> calls() {
        return emulator.requests().all().stream()
                .map(RecordedRequest::operation)
                .toList();
    }

    int uploads() {
        return emulator.requests().count(UPLOAD);
    }

    @Nullable
    String fieldOf(String email, String field) {
        return emulator.users().find(email).orElseThrow().values().get(field);
    }

    @Override
    public void close() {
        clients.forEach(HttpApiClient::close);
        emulator.close();
        state.close();
    }
}
