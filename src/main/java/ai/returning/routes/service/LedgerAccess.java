package ai.returning.routes.service;

import ai.returning.routes.identity.store.IdentityStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;

/** Asks the ledger while no service runs: opens the state, and calls nothing. */
public final class LedgerAccess {
    private LedgerAccess() {}

    /**
     * The answer to a request of a command.
     *
     * @throws RaiException EFFECT_UNKNOWN if there is no state yet
     */
    public static JsonNode ask(JsonNode request) {
        ReturningAiProperties settings = Settings.properties();
        if (Settings.demoChosen()) {
            DemoGuard.check(System.getenv());
        }
        if (settings.state().url().isBlank() && !PastRuns.kept(settings.dataDir())) {
            throw new RaiException(
                    ErrorCode.EFFECT_UNKNOWN,
                    "There is no state in " + settings.dataDir() + " yet, so the ledger is empty. Look at RAI_DATA_DIR"
                            + " and STATE_DB_URL if there should be one.");
        }
        try (StateDatabase state = new EngineConfiguration().stateDatabase(settings)) {
            return new LedgerRequests(EffectDesks.of(
                            state,
                            Clock.systemUTC(),
                            EngineConfiguration.owner(),
                            () -> FlowFolders.of(settings.flows()),
                            new DirectoryNames(new IdentityStore(state.jdbc(), settings.communityId()))))
                    .answer(request);
        }
    }
}
