package ai.returning.routes.sync;

import ai.returning.routes.contract.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a run ended. */
public record RunReport(
        String runId,
        String flow,
        RunState state,
        boolean resumed,
        Books books,
        int chunks,
        double seconds,
        /** The weakest evidence among the operations the run rested on. */
        Evidence evidence,
        /** True if a brake stopped the run before its first upload. */
        boolean braked,
        /** The code that confirms a braked run, or null. */
        @Nullable String confirmCode,
        /** Why the run stopped, or null; starts with its error code. */
        @Nullable String error,
        /** Further sentences for the reader, such as samples of rejected rows and what rests on assumptions. */
        List<String> notes) {

    /** 0 clean, 1 failed, 3 finished with invalid, rejected or unverified rows, 4 stopped by a brake. */
    public int exitCode() {
        if (braked) {
            return 4;
        }
        return switch (state) {
            case DONE -> 0;
            case DONE_WITH_REJECTS, UNVERIFIED -> 3;
            default -> 1;
        };
    }
}
