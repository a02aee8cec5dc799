package ai.returning.routes.sync;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.store.SyncStore;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The sync engine over a state database, a contract and an API client. Thread-safe. */
public final class DefaultSyncEngine implements SyncEngine {
    private final SyncSettings settings;
    private final SyncStore store;
    private final Contract contract;
    private final ApiClient client;
    private final Function<String, RowSource> sources;
    private final Clock clock;
    private final String community;
    private final Set<ActiveRun> active = ConcurrentHashMap.newKeySet();
    private final Set<StopSignal> earlier = ConcurrentHashMap.newKeySet();
    private final Set<String> starting = ConcurrentHashMap.newKeySet();

    /** @param sources gives the source of a name under {@code returning-ai.sources} */
    public DefaultSyncEngine(
            SyncSettings settings,
            SyncStore store,
            Contract contract,
            ApiClient client,
            Function<String, RowSource> sources,
            Clock clock) {
        this(settings, store, contract, client, sources, clock, "");
    }

    /** @param community for operations that ask for it beside the file */
    public DefaultSyncEngine(
            SyncSettings settings,
            SyncStore store,
            Contract contract,
            ApiClient client,
            Function<String, RowSource> sources,
            Clock clock,
            String community) {
        this.community = community;
        this.settings = settings;
        this.store = store;
        this.contract = contract;
        this.client = client;
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public SyncRun start(FlowDefinition flow, RunRequest request, RunListener listener) {
        if (!flow.mapping().overwriteOnly()) {
            throw new RaiException(
                    ErrorCode.MAPPING_INVALID,
                    "Flow " + flow.id() + " adds or subtracts; that is an effect and cannot run as a plain sync.");
        }
        if (!starting.add(flow.id())) {
            throw new RaiException(
                    ErrorCode.RUN_OPEN, "Flow " + flow.id() + " is being started already. Wait for that run to end.");
        }
        try {
            return claim(flow, request, listener);
        } finally {
            starting.remove(flow.id());
        }
    }

    private ActiveRun claim(FlowDefinition flow, RunRequest request, RunListener listener) {
        BulkApi bulk =
                new BulkApi(client, contract, contract.operation(flow.mapping().operation()), community);
        RunStarter starter = new RunStarter(settings, store, clock, contract.hash(), this::isActive, this::settling);
        RunStarter.Claimed claimed = starter.claim(flow, bulk, request, listener);
        purge(claimed.run());
        ActiveRun run = new ActiveRun(claimed.run(), sources, claimed.kept(), active::remove);
        active.add(run);
        return run;
    }

    private boolean isActive(String runId) {
        return active.stream().anyMatch(run -> run.id().equals(runId));
    }

    /** Old files are no reason not to run. */
    private static void purge(RunContext run) {
        try {
            new RunRetention(run).purge();
        } catch (RaiException e) {
            run.listener().notice("The files of old runs could not be removed: " + e.getMessage());
        }
    }

    private RunReport settling(StopSignal stop, Supplier<RunReport> work) {
        earlier.add(stop);
        try {
            return work.get();
        } finally {
            earlier.remove(stop);
        }
    }

    @Override
    public void stopSettlingEarlier(String reason) {
        RaiException why = new RaiException(ErrorCode.RUN_STOPPED, "Settling was stopped: " + reason + ".");
        earlier.forEach(stop -> stop.hurry(why));
    }

    @Override
    public List<RunReport> recent(@Nullable String flow, int limit) {
        return store.runs().recent(flow, limit).stream().map(RunEnding::report).toList();
    }

    @Override
    public List<String> openFlows() {
        return store.runs().openFlows();
    }

    @Override
    public void close() {
        stopSettlingEarlier("the process ends");
        active.forEach(ActiveRun::hurry);
    }
}
