package ai.returning.routes.service;

import ai.returning.routes.crm.store.CrmWrites;
import ai.returning.routes.inbox.InboxDesk;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;

/** Asks the inbox while no service runs: opens the state, and works on no event. */
public final class InboxAccess {
    private InboxAccess() {}

    /**
     * The answer to a request of a command.
     *
     * @throws RaiException EVENT_UNKNOWN if there is no state yet
     */
    public static JsonNode ask(JsonNode request) {
        ReturningAiProperties settings = Settings.properties();
        if (Settings.demoChosen()) {
            DemoGuard.check(System.getenv());
        }
        if (settings.state().url().isBlank() && !PastRuns.kept(settings.dataDir())) {
            throw new RaiException(
                    ErrorCode.EVENT_UNKNOWN,
                    "There is no state in " + settings.dataDir() + " yet, so the inbox is empty. Look at RAI_DATA_DIR"
                            + " and STATE_DB_URL if there should be one.");
        }
        try (StateDatabase state = new EngineConfiguration().stateDatabase(settings)) {
            InboxDesk desk = new InboxDesk(new InboxStore(state.jdbc()), Clock.systemUTC());
            return new InboxRequests(desk, new CrmWrites(state.jdbc())).answer(request);
        }
    }
}
