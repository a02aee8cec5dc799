package ai.returning.routes.sync.crash;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.sync.FlowDefinition;
import ai.returning.routes.sync.FlowFolder;
import ai.returning.routes.sync.source.JdbcRowSource;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.SourceSettings;
import ai.returning.routes.sync.source.crm.HubspotRowSource;
import ai.returning.routes.sync.source.crm.HubspotSettings;
import ai.returning.routes.sync.source.crm.Patience;
import ai.returning.routes.sync.source.file.FileRowSource;
import ai.returning.routes.sync.source.file.FileSettings;
import ai.returning.routes.sync.store.SyncStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** What a host reads, by its order: a table, files of a folder ({@code folder:}) or contacts ({@code hubspot:}). */
record HostSource(FlowDefinition flow, String name, String query, Supplier<RowSource> source) {
    static final Contract CONTRACT = Contract.load(Path.of("config/returning-ai.openapi.yaml"));
    static final String FOLDER = "folder:";
    static final String HUBSPOT = "hubspot:";

    static HostSource of(HostOrder order, SyncStore store) {
        String url = order.sourceUrl();
        if (url.startsWith(FOLDER)) {
            return new HostSource(Files.FLOW, "customers", "", () -> files(url.substring(FOLDER.length()), store));
        }
        if (url.startsWith(HUBSPOT)) {
            return new HostSource(
                    Contacts.FLOW,
                    "contacts",
                    "",
                    () -> contacts(url.substring(HUBSPOT.length()), order.sourcePassword(), store));
        }
        SourceSettings table = SourceSettings.of("customers", url, order.sourceUser(), order.sourcePassword());
        return new HostSource(Table.FLOW, "customers", "sync-customers.sql", () -> new JdbcRowSource(table));
    }

    RowSource rows() {
        return source.get();
    }

    private static RowSource files(String folder, SyncStore store) {
        FileSettings settings = new FileSettings(
                "customers",
                FileSettings.Format.CSV,
                folder,
                "*.csv",
                "",
                Duration.ZERO,
                "archive",
                "errors",
                false,
                new FileSettings.Text(StandardCharsets.UTF_8, ',', 10_000));
        return FileRowSource.local(settings, store.sources(), Clock.systemUTC());
    }

    private static RowSource contacts(String url, String token, SyncStore store) {
        HubspotSettings settings = new HubspotSettings(
                "contacts",
                url,
                token,
                new HubspotSettings.Paths(
                        "/crm/v3/objects/contacts/search",
                        "/crm/v3/properties/contacts",
                        "hs_object_id",
                        "lastmodifieddate"),
                20,
                Duration.ZERO,
                new HubspotSettings.Limits(0, 0, 0),
                new Patience(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        3,
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(30)));
        return new HubspotRowSource(settings, store.sources(), Clock.systemUTC());
    }

    private static FlowDefinition shipped(String flow) {
        return FlowFolder.load(Path.of("routes", flow), CONTRACT, Path.of("config/community-fields.yaml"));
    }

    /** Loaded once a process, where it is needed. */
    private static final class Table {
        private static final FlowDefinition FLOW = shipped("sync-customers");
    }

    private static final class Files {
        private static final FlowDefinition FLOW = shipped("import-file");
    }

    private static final class Contacts {
        private static final FlowDefinition FLOW = shipped("import-contacts");
    }
}
