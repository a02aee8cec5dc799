package ai.returning.routes.flowtest;

import ai.returning.routes.crm.HubspotSteps;
import ai.returning.routes.crm.HubspotWriter;
import ai.returning.routes.crm.WriteSettings;
import ai.returning.routes.emulator.crm.HubspotStandIn;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** CRMs of one case: stand-ins on this machine, started when the first step writes. */
final class CrmStage implements AutoCloseable {
    private static final String TOKEN = "token-of-the-case";

    private @Nullable HubspotStandIn standIn;
    private @Nullable HubspotWriter writer;

    HubspotSteps steps() {
        return new HubspotSteps(this::writer, Clock.systemUTC());
    }

    private synchronized HubspotWriter writer() {
        if (writer == null) {
            HubspotStandIn started = HubspotStandIn.start(TOKEN);
            standIn = started;
            writer = new HubspotWriter(
                    new HubspotWriter.Paths(started.url(), "/crm/v3/objects/contacts", "/crm/v3/objects/notes", 202),
                    TOKEN,
                    new WriteSettings(
                            "HubSpot",
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(10),
                            2,
                            Duration.ofMillis(10),
                            Duration.ofMillis(20),
                            Duration.ofSeconds(5),
                            0));
        }
        return writer;
    }

    @Override
    public synchronized void close() {
        if (writer != null) {
            writer.close();
        }
        if (standIn != null) {
            standIn.close();
        }
    }
}
