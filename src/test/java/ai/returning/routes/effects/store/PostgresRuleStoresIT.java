package ai.returning.routes.effects.store;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;

class PostgresRuleStoresIT extends RuleStoresContract {

    @Override
    StateSettings settings() {
        return States.postgres(12);
    }
}
