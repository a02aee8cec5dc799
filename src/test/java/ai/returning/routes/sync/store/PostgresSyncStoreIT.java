package ai.returning.routes.sync.store;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;

class PostgresSyncStoreIT extends SyncStoreContract {

    @Override
    StateSettings settings() {
        return States.postgres(8);
    }
}
