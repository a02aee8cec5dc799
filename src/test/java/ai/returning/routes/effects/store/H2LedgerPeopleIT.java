package ai.returning.routes.effects.store;

import ai.returning.routes.jdbc.StateSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2LedgerPeopleIT extends LedgerPeopleContract {
    @TempDir
    Path folder;

    @Override
    StateSettings settings() {
        return new StateSettings(StateSettings.embeddedUrl(folder), "sa", "", 12);
    }
}
