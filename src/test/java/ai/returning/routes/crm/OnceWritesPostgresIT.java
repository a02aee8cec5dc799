package ai.returning.routes.crm;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;

class OnceWritesPostgresIT extends OnceWritesContract {

    @Override
    StateSettings settings() {
        Postgres server = Databases.postgres();
        return new StateSettings(server.jdbcUrl(server.createDatabase()), server.user(), server.password(), 8);
    }
}
