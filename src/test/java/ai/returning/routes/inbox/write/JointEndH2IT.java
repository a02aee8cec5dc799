package ai.returning.routes.inbox.write;

import ai.returning.routes.jdbc.StateSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class JointEndH2IT extends JointEndContract {
    @TempDir
    Path folder;

    @Override
    StateSettings settings() {
        return new StateSettings(StateSettings.embeddedUrl(folder), "sa", "", 8);
    }
}
