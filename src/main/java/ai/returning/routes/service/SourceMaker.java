package ai.returning.routes.service;

import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.file.FileRowSource;
import ai.returning.routes.sync.store.SourceStore;
import java.time.Clock;
import java.util.function.Function;

/** Makes the source of a name by its type. */
record SourceMaker(ConfiguredSources configured, SourceStore store, Clock clock)
        implements Function<String, RowSource> {

    @Override
    public RowSource apply(String name) {
        ReturningAiProperties.Source source = configured.require(name);
        return switch (source.type()) {
            case "csv", "json-lines" ->
                FileRowSource.local(source.file().settings(name, source.type()), store, clock);
            default -> configured.apply(name);
        };
    }
}
