package ai.returning.routes.sync.store;

import java.time.OffsetDateTime;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A chunk as it is stored. */
public record ChunkRow(
        String flow,
        int serial,
        String runId,
        ChunkState state,
        String fileName,
        String sha256,
        int rows,
        long bytes,
        int added,
        int changed,
        boolean resent,
        @Nullable String jobId,
        @Nullable OffsetDateTime sentAt,
        @Nullable OffsetDateTime failedAt,
        /** Row numbers within the chunk, from 0, that the API rejected. */
        BitSet rejected,
        boolean jobsHidden,
        @Nullable String note) {

    /** A chunk that is allowed to go; nothing of it has left. */
    public static ChunkRow intended(
            String flow,
            int serial,
            String runId,
            String fileName,
            String sha256,
            int rows,
            long bytes,
            int added,
            int changed) {
        return new ChunkRow(
                flow,
                serial,
                runId,
                ChunkState.INTENT,
                fileName,
                sha256,
                rows,
                bytes,
                added,
                changed,
                false,
                null,
                null,
                null,
                new BitSet(),
                false,
                null);
    }

    /** The same chunk in another state. */
    public ChunkRow state(ChunkState next) {
        return with(next, resent, jobId, sentAt, failedAt, rejected, jobsHidden, note);
    }

    /** Bytes may leave from now on; {@code again} marks the one upload after look-ups. */
    public ChunkRow sending(OffsetDateTime at, boolean again) {
        return with(ChunkState.SENDING, again, jobId, at, failedAt, rejected, jobsHidden, note);
    }

    /** The upload broke. */
    public ChunkRow unknown(OffsetDateTime at, String why) {
        return with(ChunkState.UNKNOWN, resent, jobId, sentAt, at, rejected, jobsHidden, why);
    }

    /** The job of the chunk is known. */
    public ChunkRow job(@Nullable String id) {
        return with(state, resent, id, sentAt, failedAt, rejected, jobsHidden, note);
    }

    /** What became of the chunk, and which of its rows the API rejected. */
    public ChunkRow settled(ChunkState next, BitSet rejectedRows, @Nullable String why) {
        return with(next, resent, jobId, sentAt, failedAt, rejectedRows, jobsHidden, why);
    }

    /** Accepted by a tenant that shows no jobs. */
    public ChunkRow sentUnverified(String why) {
        return with(ChunkState.UNVERIFIED, resent, jobId, sentAt, failedAt, rejected, true, why);
    }

    private ChunkRow with(
            ChunkState nextState,
            boolean again,
            @Nullable String job,
            @Nullable OffsetDateTime sent,
            @Nullable OffsetDateTime failed,
            BitSet rejectedRows,
            boolean hidden,
            @Nullable String why) {
        return new ChunkRow(
                flow,
                serial,
                runId,
                nextState,
                fileName,
                sha256,
                rows,
                bytes,
                added,
                changed,
                again,
                job,
                sent,
                failed,
                rejectedRows,
                hidden,
                why);
    }
}
