package ai.returning.routes.emulator;

import java.time.Instant;

/**
 * A job as it stood at one moment. {@code fileName} is the name sent, {@code shownName} the one in the job list;
 * {@code state} is {@code queued}, {@code processing}, {@code completed} or {@code failed}.
 */
public record JobView(
        String id,
        String type,
        String fileName,
        String shownName,
        String state,
        int total,
        int processed,
        int success,
        int failed,
        Instant createdAt,
        Instant updatedAt) {

    /** True when the job will not change any more. */
    public boolean isOver() {
        return state.equals("completed") || state.equals("failed");
    }
}
