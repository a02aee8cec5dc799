package ai.returning.routes.effects.store;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;

class PostgresEffectStoreIT extends EffectStoreContract {

    @Override
    StateSettings settings() {
        return States.postgres(12);
    }
}
