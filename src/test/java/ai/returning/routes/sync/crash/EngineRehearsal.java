package ai.returning.routes.sync.crash;

import java.io.IOException;
import java.nio.file.Path;

/** A whole life of an {@link EngineHost}, so that the archive of classes knows what one loads. */
final class EngineRehearsal {
    private EngineRehearsal() {}

    public static void main(String[] folder) throws IOException {
        HostOrder order = new CrashWorld(Path.of(folder[0]), CrashWorld.State.H2).order();
        EngineHost.main(new String[] {order.json()});
    }
}
