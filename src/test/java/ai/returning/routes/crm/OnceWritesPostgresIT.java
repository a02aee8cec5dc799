package ai.returning.routes.crm;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;

class OnceWritesPostgresIT extends OnceWritesContract {

    @Override
    StateSettings settings() {
        return States.postgres(8);
    }
}
