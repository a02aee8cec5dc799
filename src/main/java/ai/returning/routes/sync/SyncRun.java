package ai.returning.routes.sync;

import ai.returning.routes.contract.Operation;

/**
 * One run in the hands of a route. The steps of the route call {@link #read}, {@link #map}, {@link #keepChanged} and
 * {@link #send} in turn for each batch and {@link #settle} at the end; {@link #end} closes the run whatever happened.
 */
public interface SyncRun {
    String id();

    String flow();

    /** True if this continues a run that a dead process left open. */
    boolean resumed();

    /**
     * Opens the source.
     *
     * @param source name under {@code returning-ai.sources}
     * @param query file name of the SQL within the flow's folder; empty for sources that take none
     */
    RowBatches read(String source, String query);

    /** Maps and checks the rows; invalid ones go to quarantine. */
    void map(RowBatch batch);

    /** Marks the rows whose content differs from the snapshot. */
    void keepChanged(RowBatch batch);

    /** Fills the open chunk and seals full ones. */
    void send(RowBatch batch, Operation operation);

    /** Seals the last chunk, opens the gate if the brakes allow, follows the jobs, balances the books. */
    void settle();

    /** Asks the run to stop soon; what was sent is still settled. */
    void stop(String reason);

    /**
     * Ends the run and releases it; {@code failure} is what the route failed with, or null. Never throws for a failure
     * of the run itself: that is in the report.
     */
    RunReport end(@org.jspecify.annotations.Nullable Throwable failure);
}
