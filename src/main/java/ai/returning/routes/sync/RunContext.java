package ai.returning.routes.sync;

import ai.returning.routes.bulk.BulkApi;
import ai.returning.routes.sync.store.RunRow;
import ai.returning.routes.sync.store.SyncStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What the parts of one run share. */
record RunContext(
        FlowDefinition flow,
        RunRow row,
        SyncSettings settings,
        SyncStore store,
        BulkApi bulk,
        Clock clock,
        RunListener listener,
        Path folder,
        StopSignal stop,
        RunCounts counts) {

    String runId() {
        return row.runId();
    }

    String owner() {
        return settings.owner();
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    long nowSeconds() {
        return clock.instant().getEpochSecond();
    }
}
