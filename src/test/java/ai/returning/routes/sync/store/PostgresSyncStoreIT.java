package ai.returning.routes.sync.store;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.Databases;

class PostgresSyncStoreIT extends SyncStoreContract {

    @Override
    StateSettings settings() {
        ai.returning.routes.testing.Postgres server = Databases.postgres();
        return new StateSettings(server.jdbcUrl(server.createDatabase()), server.user(), server.password(), 8);
    }
}
