package ai.returning.routes.sync.store;

import java.time.Instant;

/** A row in quarantine, with the run that put it there. */
public record NotedRow(long id, String flow, String runId, Instant at, QuarantinedRow row) {}
