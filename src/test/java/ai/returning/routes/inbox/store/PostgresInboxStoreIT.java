package ai.returning.routes.inbox.store;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;

class PostgresInboxStoreIT extends InboxStoreContract {

    @Override
    StateSettings settings() {
        Postgres server = Databases.postgres();
        return new StateSettings(server.jdbcUrl(server.createDatabase()), server.user(), server.password(), 12);
    }
}
