import ai.returning.routes.contract.Contract;
import ai.returning.routes.emulator.crm.HubspotStandIn;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.sync.FlowDefinition;
import ai.returning.routes.sync.FlowFolder;
import ai.returning.routes.sync.mapping.MappedRows;
import ai.returning.routes.sync.mapping.RowMapper;
import ai.returning.routes.sync.source.RawRows;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import ai.returning.routes.sync.source.crm.HubspotRowSource;
import ai.returning.routes.sync.source.crm.HubspotSettings;
import ai.returning.routes.sync.source.crm.Patience;
import ai.returning.routes.sync.store.SyncStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Contacts of the HubSpot stand-in at 0 ms, read and mapped in this process. Run from the product's root; rows, rounds. */
public final class Contacts {
    private Contacts() {}

    public static void main(String[] args) {
        int rows = Integer.parseInt(args[0]);
        try (HubspotStandIn crm = HubspotStandIn.start("token")) {
            for (int i = 1; i <= rows; i++) {
                crm.put(
                        i,
                        Map.of("email", "user" + i + "@x.org", "firstname", "Zoë", "lastname", "Ng", "city", "Graz"),
                        Instant.EPOCH);
            }
            for (int round = 0; round < Integer.parseInt(args[1]); round++) {
                long start = System.nanoTime();
                long read = read(crm.url());
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "{\"rows\":%d,\"seconds\":%.3f,\"rowsPerSecond\":%.0f}%n",
                        read,
                        seconds,
                        read / seconds);
            }
        }
    }

    private static long read(String url) {
        Contract contract = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
        FlowDefinition flow = FlowFolder.load(
                Path.of("routes/import-contacts"), contract, Path.of("config/community-fields.yaml"));
        HubspotSettings settings = new HubspotSettings(
                "contacts",
                url,
                "token",
                new HubspotSettings.Paths(
                        "/crm/v3/objects/contacts/search",
                        "/crm/v3/properties/contacts",
                        "hs_object_id",
                        "lastmodifieddate"),
                200,
                Duration.ZERO,
                new HubspotSettings.Limits(0, 0, 0),
                new Patience(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        1,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)));
        StateSettings memory = new StateSettings("jdbc:h2:mem:crm;MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 2);
        List<String> columns = List.copyOf(flow.mapping().sourceColumns());
        long rows = 0;
        try (StateDatabase state = StateDatabase.open(memory);
                HubspotRowSource source =
                        new HubspotRowSource(settings, new SyncStore(state).sources(), Clock.systemUTC());
                RowStream stream = source.open(new SourceRequest("bench", "", columns, 0, 5_000))) {
            RowMapper mapper = flow.mapping().compile(stream.columns());
            for (RawRows batch = stream.next(); batch != null; batch = stream.next()) {
                MappedRows mapped = mapper.map(batch);
                rows += mapped.count() - mapped.problems().size();
                batch.release();
            }
        }
        return rows;
    }
}
