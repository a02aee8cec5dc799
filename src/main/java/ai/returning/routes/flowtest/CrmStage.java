package ai.returning.routes.flowtest;

import ai.returning.routes.crm.HubspotSteps;
import ai.returning.routes.crm.HubspotWriter;
import ai.returning.routes.crm.OnceWrites;
import ai.returning.routes.crm.SalesforceAccess;
import ai.returning.routes.crm.SalesforceSteps;
import ai.returning.routes.crm.SalesforceWriter;
import ai.returning.routes.crm.WriteSettings;
import ai.returning.routes.crm.store.CrmWrites;
import ai.returning.routes.emulator.crm.HubspotStandIn;
import ai.returning.routes.emulator.crm.SalesforceStandIn;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** CRMs of one case: stand-ins on this machine, each started when the first step writes to it. */
final class CrmStage implements AutoCloseable {
    private static final String TOKEN = "token-of-the-case";
    private static final int PAGE = 200;
    /** The one contact that is there. */
    private static final long KNOWN = 42;

    private final Deque<Runnable> closing = new ArrayDeque<>();
    private @Nullable HubspotWriter hubspot;
    private @Nullable SalesforceWriter salesforce;
    private @Nullable StateDatabase state;

    HubspotSteps hubspot() {
        return new HubspotSteps(this::hubspotWriter, this::once, Clock.systemUTC());
    }

    private synchronized OnceWrites once() {
        StateDatabase open = state;
        if (open == null) {
            open = StateDatabase.open(new StateSettings(
                    "jdbc:h2:mem:crm-" + UUID.randomUUID() + ";MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 4));
            closing.push(open::close);
            state = open;
        }
        return new OnceWrites(new CrmWrites(open.jdbc()), Clock.systemUTC(), Duration.ofMinutes(5));
    }

    SalesforceSteps salesforce() {
        return new SalesforceSteps(this::salesforceWriter);
    }

    private synchronized HubspotWriter hubspotWriter() {
        HubspotWriter writer = hubspot;
        if (writer == null) {
            HubspotStandIn started = HubspotStandIn.start(TOKEN);
            closing.push(started::close);
            started.put(KNOWN, Map.of("email", "known@mail.example.org"), Instant.EPOCH);
            writer = new HubspotWriter(
                    new HubspotWriter.Paths(started.url(), "/crm/v3/objects/contacts", "/crm/v3/objects/notes", 202),
                    TOKEN,
                    settings("HubSpot"));
            closing.push(writer::close);
            hubspot = writer;
        }
        return writer;
    }

    private synchronized SalesforceWriter salesforceWriter() {
        SalesforceWriter writer = salesforce;
        if (writer == null) {
            SalesforceStandIn started = SalesforceStandIn.start(PAGE);
            closing.push(started::close);
            started.client("app", TOKEN);
            writer = new SalesforceWriter(
                    new SalesforceAccess(started.url(), "app", TOKEN, "", "", "", "/services/oauth2/token"),
                    "/services/data/v61.0",
                    settings("Salesforce"),
                    Clock.systemUTC());
            closing.push(writer::close);
            salesforce = writer;
        }
        return writer;
    }

    private static WriteSettings settings(String name) {
        return new WriteSettings(
                name,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                2,
                Duration.ofMillis(10),
                Duration.ofMillis(20),
                Duration.ofSeconds(5),
                0,
                Duration.ofSeconds(30));
    }

    @Override
    public synchronized void close() {
        closing.forEach(Runnable::run);
        closing.clear();
    }
}
