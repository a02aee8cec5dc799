package ai.returning.routes.effects.crash;

import ai.returning.routes.support.Json;
import ai.returning.routes.testing.States;
import java.io.IOException;
import java.nio.file.Path;

/** A whole life of an {@link EffectHost}, so that the archive of classes knows what one loads. */
final class EffectRehearsal {
    private EffectRehearsal() {}

    public static void main(String[] folder) throws IOException, InterruptedException {
        Path here = Path.of(folder[0]);
        HostOrder order = new EffectCrashWorld(here, States.bareH2(here, 8)).order();
        EffectHost.main(new String[] {Json.MAPPER.writeValueAsString(order)});
    }
}
