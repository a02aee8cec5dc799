package ai.returning.routes.inbox.store;

import ai.returning.routes.jdbc.StateSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2InboxStoreIT extends InboxStoreContract {
    @TempDir
    Path folder;

    @Override
    StateSettings settings() {
        return new StateSettings(StateSettings.embeddedUrl(folder), "sa", "", 12);
    }
}
