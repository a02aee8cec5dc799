package ai.returning.routes.crm;

import ai.returning.routes.jdbc.StateSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class OnceWritesH2IT extends OnceWritesContract {
    @TempDir
    Path folder;

    @Override
    StateSettings settings() {
        return new StateSettings(StateSettings.embeddedUrl(folder), "sa", "", 8);
    }
}
