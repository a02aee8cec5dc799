package ai.returning.routes.inbox.write;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class JointEndH2IT extends JointEndContract {
    @TempDir
    Path folder;

    @Override
    StateSettings settings() {
        return States.h2(folder, 8);
    }
}
