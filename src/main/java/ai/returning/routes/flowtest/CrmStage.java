package ai.returning.routes.flowtest;

import ai.returning.routes.crm.HubspotSteps;
import ai.returning.routes.crm.HubspotWriter;
import ai.returning.routes.crm.OnceWrites;
import ai.returning.routes.crm.WriteSettings;
import ai.returning.routes.crm.store.CrmWrites;
import ai.returning.routes.emulator.crm.HubspotStandIn;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** CRMs of one case: stand-ins on this machine, started when the first step writes. */
final class CrmStage implements AutoCloseable {
    private static final String TOKEN = "token-of-the-case";

    private @Nullable HubspotStandIn standIn;
    private @Nullable HubspotWriter writer;
    private @Nullable StateDatabase state;

    HubspotSteps steps() {
        return new HubspotSteps(this::writer, this::once, Clock.systemUTC());
    }

    private synchronized OnceWrites once() {
        StateDatabase open = state;
        if (open == null) {
            open = StateDatabase.open(new StateSettings(
                    "jdbc:h2:mem:crm-" + UUID.randomUUID() + ";MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 4));
            state = open;
        }
        return new OnceWrites(new CrmWrites(open.jdbc()), Clock.systemUTC(), Duration.ofMinutes(5));
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
        if (state != null) {
            state.close();
        }
    }
}
