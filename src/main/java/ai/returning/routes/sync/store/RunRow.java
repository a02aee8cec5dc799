package ai.returning.routes.sync.store;

import ai.returning.routes.sync.Books;
import ai.returning.routes.sync.RunState;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A run as it is stored. */
public record RunRow(
        String runId,
        String flow,
        @Nullable String dueAt,
        RunState state,
        @Nullable String owner,
        String mappingHash,
        String queryHash,
        String contractHash,
        boolean full,
        long limit,
        @Nullable String confirmed,
        boolean resumed,
        boolean settleOnly,
        @Nullable String knownJobs,
        boolean braked,
        @Nullable String confirmCode,
        @Nullable String tripped,
        Books books,
        int chunks,
        double seconds,
        @Nullable String evidence,
        @Nullable String error,
        @Nullable String notes,
        OffsetDateTime startedAt,
        @Nullable OffsetDateTime endedAt) {

    /** True if the run was made of the same mapping, query and contract. */
    public boolean madeOf(String mapping, String query, String contract) {
        return mappingHash.equals(mapping) && queryHash.equals(query) && contractHash.equals(contract);
    }
}
