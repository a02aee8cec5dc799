package ai.returning.routes.sync;

/** Where a run stands. */
public record RunProgress(
        Phase phase,
        long read,
        /** Rows the source is expected to give, or -1 if not known. */
        long expected,
        /** Rows in chunks the API has accepted. */
        long accepted,
        long invalid,
        int chunksSealed,
        int chunksAccepted) {

    /** What the run is doing. */
    public enum Phase {
        WAITING,
        READING,
        UPLOADING,
        SETTLING,
        ENDED
    }
}
