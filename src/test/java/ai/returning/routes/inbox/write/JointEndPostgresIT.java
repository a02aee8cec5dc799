package ai.returning.routes.inbox.write;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;

class JointEndPostgresIT extends JointEndContract {

    @Override
    StateSettings settings() {
        return States.postgres(8);
    }
}
