package ai.returning.routes.service;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateHolderTest {

    @Test
    void namesTheProcessThatHoldsTheState(@TempDir Path dataDir) {
        RaiException locked = new RaiException(ErrorCode.STATE_LOCKED, "H2 says so.");
        new ServiceFile(1, "secret", ProcessHandle.current().pid()).write(dataDir);

        assertThatThrownBy(() -> {
                    throw EngineConfiguration.locked(dataDir, locked);
                })
                .hasMessageStartingWith("RAI-0005 The state in " + dataDir + " is held by the service, process "
                        + ProcessHandle.current().pid() + ".")
                .hasMessageNotContaining("secret");
    }
}
