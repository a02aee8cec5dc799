package ai.returning.routes.inbox.write;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;

class JointEndPostgresIT extends JointEndContract {

    @Override
    StateSettings settings() {
        Postgres server = Databases.postgres();
        return new StateSettings(server.jdbcUrl(server.createDatabase()), server.user(), server.password(), 8);
    }
}
