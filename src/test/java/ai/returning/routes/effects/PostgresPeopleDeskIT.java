package ai.returning.routes.effects;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;

class PostgresPeopleDeskIT extends PeopleDeskContract {

    @Override
    StateSettings settings() {
        return States.postgres(12);
    }
}
