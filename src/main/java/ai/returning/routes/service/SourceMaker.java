package ai.returning.routes.service;

import ai.returning.routes.sync.poll.CursorRowSource;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.crm.HubspotRowSource;
import ai.returning.routes.sync.source.crm.SalesforceRowSource;
import ai.returning.routes.sync.source.file.FileRowSource;
import ai.returning.routes.sync.source.file.FileSettings;
import ai.returning.routes.sync.store.SourceStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

/** Makes the source of a name by its type. */
record SourceMaker(ConfiguredSources configured, SourceStore store, Clock clock, Path dataDir)
        implements Function<String, RowSource> {

    @Override
    public RowSource apply(String name) {
        ReturningAiProperties.Source source = configured.require(name);
        return switch (source.type()) {
            case "csv", "json-lines" -> files(name, source);
            case "hubspot" -> new HubspotRowSource(source.hubspot().settings(name), store, clock);
            case "salesforce" -> new SalesforceRowSource(source.salesforce().settings(name), store, clock);
            default -> database(name, source);
        };
    }

    private RowSource database(String name, ReturningAiProperties.Source source) {
        RowSource database = configured.apply(name);
        return source.cursor().isBlank()
                ? database
                : new CursorRowSource(
                        database,
                        new CursorRowSource.Plan(name, source.url(), source.cursor(), source.start(), source.overlap()),
                        store,
                        clock);
    }

    private RowSource files(String name, ReturningAiProperties.Source source) {
        FileSettings settings = source.file().settings(name, source.type());
        return source.file().sftp().host().isBlank()
                ? FileRowSource.local(settings, store, clock)
                : FileRowSource.sftp(settings, source.file().sftp().settings(dataDir), store, clock);
    }
}
