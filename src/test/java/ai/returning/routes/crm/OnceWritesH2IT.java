package ai.returning.routes.crm;

import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.testing.States;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class OnceWritesH2IT extends OnceWritesContract {
    @TempDir
    Path folder;

    @Override
    StateSettings settings() {
        return States.h2(folder, 8);
    }
}
