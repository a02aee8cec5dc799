package ai.returning.routes.effects.store;

import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.Databases;
import ai.returning.routes.testing.Postgres;

class PostgresOldRowsIT extends OldRowsContract {

    @Override
    StateSettings settings() {
        Postgres server = Databases.postgres();
        return new StateSettings(server.jdbcUrl(server.createDatabase()), server.user(), server.password(), 12);
    }

    @Override
    void preferIndexes(Jdbc tx) {
        tx.execute("set local enable_seqscan = off");
    }
}
