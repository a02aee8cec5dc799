package ai.returning.routes.inbox.store;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;

class PostgresInboxStoreIT extends InboxStoreContract {

    @Override
    StateSettings settings() {
        return States.postgres(12);
    }
}
