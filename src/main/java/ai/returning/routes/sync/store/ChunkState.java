package ai.returning.routes.sync.store;

import java.util.Locale;

/** The states of a chunk. {@code FILLING} and {@code SEALED} live in memory and on disk only. */
public enum ChunkState {
    FILLING,
    SEALED,
    /** Allowed to go; nothing has left. */
    INTENT,
    /** Bytes may have left. */
    SENDING,
    /** The API said yes; the job is not final. */
    ACCEPTED,
    APPLIED,
    /** The job failed as a whole. */
    FAILED,
    /** Whether its rows were applied cannot be learnt now. */
    UNVERIFIED,
    /** The API said no; nothing happened. */
    REFUSED,
    /** The upload broke; look-ups decide. */
    UNKNOWN;

    /** The stored word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ChunkState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
