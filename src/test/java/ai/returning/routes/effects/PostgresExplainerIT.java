package ai.returning.routes.effects;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;

class PostgresExplainerIT extends ExplainerContract {

    @Override
    StateSettings settings() {
        return States.postgres(12);
    }
}
