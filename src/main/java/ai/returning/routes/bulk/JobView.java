package ai.returning.routes.bulk;

import ai.returning.routes.contract.JobShape.JobState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A bulk job as the API shows it. A count the API does not give is -1. */
public record JobView(
        String id,
        String type,
        String fileName,
        JobState state,
        long total,
        long processed,
        long succeeded,
        long failed,
        @Nullable Instant createdAt) {

    /** True if a completed job accounts for each of {@code rows} rows. */
    public boolean accountsFor(int rows) {
        return total == rows && succeeded + failed == rows && succeeded >= 0 && failed >= 0;
    }
}
