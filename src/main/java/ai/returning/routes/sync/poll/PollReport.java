package ai.returning.routes.sync.poll;

/**
 * What one round of polling did.
 *
 * @param end how it ended
 * @param rows rows handed on
 * @param repeated rows of the overlap that had been dealt with before and are unchanged
 */
public record PollReport(End end, long rows, long repeated) {
    /** Ways a round ends. */
    public enum End {
        /** Everything there was is dealt with. */
        DONE,
        /** A person has stopped the flow, or the process ends; what is left is read later. */
        STOPPED,
        /** Another process reads. */
        BUSY
    }
}
