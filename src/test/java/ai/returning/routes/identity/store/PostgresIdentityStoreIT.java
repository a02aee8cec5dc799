package ai.returning.routes.identity.store;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;

class PostgresIdentityStoreIT extends IdentityStoreContract {

    @Override
    StateSettings settings() {
        return States.postgres(12);
    }
}
