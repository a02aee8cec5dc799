package ai.returning.routes.effects;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2PeopleDeskIT extends PeopleDeskContract {
    @TempDir
    Path folder;

    @Override
    StateSettings settings() {
        return States.h2(folder, 12);
    }
}
