package ai.returning.routes.contract;

import java.util.List;
import java.util.Map;

/** How the outcome of an asynchronous operation is learnt ({@code x-rai-async}). All pointers are JSON pointers. */
public record JobShape(
        /** The job type of this operation in the job list, such as {@code bulk-update}. */
        String type,
        /** Operation ids of the three queries. */
        String listOperation,
        String statusOperation,
        String detailsOperation,
        /** Name of the path parameter that takes the job id. */
        String idParameter,
        /** Pointers into the whole submission reply at which a job id may stand. */
        List<String> submittedId,
        /** Pointers into one item of the list, or into the payload of the status. */
        JobPointers job,
        /** Words of the API by our state. An unknown word means still running. */
        Map<JobState, List<String>> states,
        RowPointers rows,
        /** Query parameters of paging, and of the filter for failed rows. */
        String pageParameter,
        String limitParameter,
        int pageLimit,
        String hasNextPointer,
        Map<String, String> failedFilter) {

    /** States we act on. */
    public enum JobState {
        RUNNING,
        COMPLETED,
        FAILED
    }

    /** Pointers into one job. */
    public record JobPointers(
            String id,
            String type,
            String fileName,
            String state,
            String total,
            String processed,
            String succeeded,
            String failed,
            String createdAt) {}

    /** Pointers into the details of a job: {@code list} into the payload, the others into one row. */
    public record RowPointers(
            String list,
            String row,
            String identifier,
            String state,
            String message,
            List<String> failedStates,
            /** Row number of the first data row. */
            int firstRow) {}
}
