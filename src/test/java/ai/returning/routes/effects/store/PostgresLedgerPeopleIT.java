package ai.returning.routes.effects.store;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;

class PostgresLedgerPeopleIT extends LedgerPeopleContract {

    @Override
    StateSettings settings() {
        Postgres server = Databases.postgres();
        return new StateSettings(server.jdbcUrl(server.createDatabase()), server.user(), server.password(), 12);
    }
}
