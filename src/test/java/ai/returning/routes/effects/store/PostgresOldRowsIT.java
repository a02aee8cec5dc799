package ai.returning.routes.effects.store;

import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;

class PostgresOldRowsIT extends OldRowsContract {

    @Override
    StateSettings settings() {
        return States.postgres(12);
    }

    @Override
    void preferIndexes(Jdbc tx) {
        tx.execute("set local enable_seqscan = off");
    }
}
