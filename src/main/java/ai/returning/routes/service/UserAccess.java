package ai.returning.routes.service;

import ai.returning.routes.identity.UserDirectory;
import ai.returning.routes.identity.store.IdentityStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Optional;

/** Asks the directory of users while no service runs: opens the state, and calls the API only to refresh. */
public final class UserAccess {
    private UserAccess() {}

    /**
     * The answer to a request of a command.
     *
     * @throws RaiException STATE_UNAVAILABLE if there is no state yet
     */
    public static JsonNode ask(JsonNode request) {
        ReturningAiProperties settings = Settings.properties();
        if (Settings.demoChosen()) {
            DemoGuard.check(System.getenv());
        }
        if (settings.state().url().isBlank() && !PastRuns.kept(settings.dataDir())) {
            throw new RaiException(
                    ErrorCode.STATE_UNAVAILABLE,
                    "There is no state in " + settings.dataDir() + " yet, so no user is known. Look at RAI_DATA_DIR and"
                            + " STATE_DB_URL if there should be one.");
        }
        Clock clock = Clock.systemUTC();
        try (ApiAccess api = ApiAccess.openToLook(Optional.empty());
                StateDatabase state = new EngineConfiguration().stateDatabase(settings)) {
            IdentityStore store = new IdentityStore(state.jdbc(), settings.communityId());
            try (UserDirectory directory = new UserDirectory(
                    store,
                    api.client(),
                    api.contract(),
                    settings.communityId(),
                    api::hasKey,
                    clock,
                    settings.identity().settings())) {
                return new UserRequests(
                                store, directory, clock, settings.identity().keep())
                        .answer(request);
            }
        }
    }
}
