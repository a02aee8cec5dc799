package ai.returning.routes.effects.store;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;

class PostgresCapsIT extends CapsContract {

    @Override
    StateSettings settings() {
        return States.postgres(12);
    }
}
