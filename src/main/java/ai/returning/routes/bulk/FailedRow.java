package ai.returning.routes.bulk;

/** A row that the API did not apply, as its job's details name it. */
public record FailedRow(
        /** Row number within the chunk, from 0; -1 if the details name none that fits. */
        int row, String identifier, String message) {}
