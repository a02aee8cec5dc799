package ai.returning.routes.inbox.store;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;

class PostgresInboxTurnsIT extends InboxTurnsContract {

    @Override
    StateSettings settings() {
        return States.postgres(12);
    }
}
