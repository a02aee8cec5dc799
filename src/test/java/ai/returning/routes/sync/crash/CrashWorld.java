package ai.returning.routes.sync.crash;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.emulator.ApiKey;
import ai.returning.routes.emulator.Emulator;
import ai.returning.routes.emulator.EmulatorSettings;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.sync.RunListener;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.store.SyncStore;
import ai.returning.routes.testing.States;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * An emulated community in this process and a state that outlives the hosts that are killed around it. While no host
 * runs, the state may be looked at here.
 */
final class CrashWorld implements AutoCloseable {
    static final String UPLOAD = "bulkUpdateUsers";
    static final String LIST = "listBulkUpdates";
    static final String FLOW = "sync-customers";
    private static final String KEY = "test-community-key";
    private static final String COMMUNITY = "66b1d0a4c5e2f30011aa0001";
    private static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    private static final long LEASE_MILLIS = 800;
    private static final String LET_GO_SOON = "?options=-c%20idle_in_transaction_session_timeout=1500";

    enum State {
        H2,
        POSTGRES
    }

    final Path folder;
    final Emulator emulator;
    private final StateSettings state;
    private CrashData data = CrashData.FIRST_NIGHT;
    private int runs;

    CrashWorld(Path folder, State kind) {
        this.folder = folder;
        this.emulator = Emulator.start(EmulatorSettings.of(
                        CONTRACT,
                        folder.resolve("emulator"),
                        COMMUNITY,
                        new ApiKey(KEY, COMMUNITY, Set.of("bulkUpdateUser", "getUserData"), null))
                .withSeed(CrashData::community));
        this.state = kind == State.H2 ? States.h2(folder, 8) : postgres();
    }

    private static StateSettings postgres() {
        StateSettings state = States.postgres(8);
        return new StateSettings(state.url() + LET_GO_SOON, state.user(), state.password(), state.poolSize());
    }

    CrashWorld show(CrashData night) {
        data = night;
        return this;
    }

    CrashData data() {
        return data;
    }

    /** An order for one more host; each is a process of its own to the engine. */
    HostOrder order() {
        return new HostOrder(
                state.url(),
                state.user(),
                state.password(),
                data.url(),
                data.user(),
                data.password(),
                emulator.baseUrl("integration"),
                KEY,
                folder.resolve("runs").toString(),
                HostOrder.freshOwner(),
                LEASE_MILLIS,
                List.of(50L, 150L),
                HostOrder.Doom.NOTHING,
                "",
                0);
    }

    /** Runs a host in this process, to its end. */
    RunReport run() {
        runs++;
        return withStore(this::run);
    }

    /** How many runs have ended before anything went wrong. */
    int runs() {
        return runs;
    }

    RunReport run(SyncStore store) {
        return run(order(), store);
    }

    static RunReport run(HostOrder order, SyncStore store) {
        return EngineHost.run(order, store, RunListener.SILENT);
    }

    /** Opens the state; no other process may have it, if it is a file. */
    <T> T withStore(Function<SyncStore, T> use) {
        try (StateDatabase database = StateDatabase.open(state)) {
            return use.apply(new SyncStore(database));
        }
    }

    /** Changes the state behind the engine's back. */
    int meddle(String sql) {
        try (Connection connection = DriverManager.getConnection(state.url(), state.user(), state.password())) {
            return connection.createStatement().executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Path rowsOf(String jobId) {
        return folder.resolve("emulator").resolve("jobs").resolve(jobId + ".rows.jsonl");
    }

    @Override
    public void close() {
        emulator.close();
    }
}
