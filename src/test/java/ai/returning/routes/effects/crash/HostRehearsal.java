package ai.returning.routes.effects.crash;

import ai.returning.routes.client.ClientSettings;
import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.effects.EffectEngine;
import ai.returning.routes.effects.Ledger;
import ai.returning.routes.effects.LedgerSettings;
import ai.returning.routes.effects.file.FileLane;
import ai.returning.routes.effects.file.FileSettings;
import ai.returning.routes.effects.store.EffectFiles;
import ai.returning.routes.effects.store.EffectStore;
import ai.returning.routes.effects.store.FlowSwitches;
import ai.returning.routes.effects.store.ParkedStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Loads what an {@link EffectHost} loads and ends, so that the archive of classes knows it. */
final class HostRehearsal {
    private HostRehearsal() {}

    public static void main(String[] folder) {
        Path here = Path.of(folder[0]);
        ClientSettings wire = ClientSettings.standard();
        for (String server : EffectHost.Shipped.CONTRACT.servers().keySet()) {
            wire = wire.server(server, "http://127.0.0.1:9");
        }
        for (String scheme : EffectHost.Shipped.CONTRACT.securitySchemes().keySet()) {
            wire = wire.key(scheme, "none");
        }
        try (StateDatabase state = StateDatabase.open(new StateSettings(StateSettings.embeddedUrl(here), "sa", "", 2));
                HttpApiClient client = new HttpApiClient(EffectHost.Shipped.CONTRACT, wire, Clock.systemUTC())) {
            Ledger ledger = new Ledger(
                    new EffectStore(state.jdbc()),
                    new ParkedStore(state.jdbc()),
                    Clock.systemUTC(),
                    "tenant",
                    "rehearsal",
                    LedgerSettings.STANDARD);
            try (EffectEngine engine = new EffectEngine(ledger, client, EffectHost.Shipped.CONTRACT, 1)
                            .start(Duration.ofMillis(50));
                    FileLane files = new FileLane(
                            ledger,
                            new EffectFiles(state.jdbc(), "tenant"),
                            new FlowSwitches(state.jdbc()),
                            client,
                            EffectHost.Shipped.CONTRACT,
                            new FileSettings(
                                    here,
                                    4,
                                    4,
                                    Duration.ofSeconds(20),
                                    Duration.ofSeconds(60),
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(2),
                                    Duration.ofDays(1)))) {
                files.round();
            }
        }
        System.exit(0);
    }
}
