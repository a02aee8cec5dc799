package ai.returning.routes.emulator;

import java.time.Instant;

/** An asynchronous job. What was submitted is final; how far it came is guarded by the job itself. */
final class Job {
    private final Submission submission;
    private State state = State.QUEUED;
    private int processed;
    private int succeeded;
    private int failed;
    private Instant updated;

    /** What a submission asked for, and the script it runs under. A figure of -1 means: not scripted. */
    record Submission(
            String id,
            String type,
            String operation,
            String communityId,
            String fileName,
            String shownName,
            int rows,
            Instant created,
            long queuedMillis,
            long microsPerRow,
            boolean failJob,
            int failRows,
            int truncateAt,
            int stopAt) {}

    /** States in the vendor's assumed words. */
    enum State {
        QUEUED,
        PROCESSING,
        COMPLETED,
        FAILED
    }

    Job(Submission submission) {
        this.submission = submission;
        this.updated = submission.created();
    }

    Submission submission() {
        return submission;
    }

    String id() {
        return submission.id();
    }

    /** Rows that this job will look at. */
    int rowsToDo() {
        int all = submission.rows();
        int truncated = submission.truncateAt() < 0 ? all : Math.min(all, submission.truncateAt());
        return submission.stopAt() < 0 ? truncated : Math.min(truncated, submission.stopAt());
    }

    synchronized void move(State next, Instant now) {
        state = next;
        updated = now;
    }

    synchronized void count(boolean success, Instant now) {
        processed++;
        succeeded += success ? 1 : 0;
        failed += success ? 0 : 1;
        updated = now;
    }

    synchronized void restore(State end, int processedRows, int failedRows, Instant at) {
        state = end;
        processed = processedRows;
        failed = failedRows;
        succeeded = processedRows - failedRows;
        updated = at;
    }

    synchronized JobView view() {
        int total =
                submission.truncateAt() < 0 ? submission.rows() : Math.min(submission.rows(), submission.truncateAt());
        return new JobView(
                submission.id(),
                submission.type(),
                submission.fileName(),
                submission.shownName(),
                state.name().toLowerCase(java.util.Locale.ROOT),
                total,
                processed,
                succeeded,
                failed,
                submission.created(),
                updated);
    }
}
