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

    public ChunkRow state(ChunkState next) {
        return new ChunkRow(
                flow,
                serial,
                runId,
                next,
                fileName,
                sha256,
                rows,
                bytes,
                added,
                changed,
                resent,
                jobId,
                sentAt,
                failedAt,
                rejected,
                jobsHidden,
                note);
    }

    public ChunkRow sending(OffsetDateTime at, boolean again) {
        return new ChunkRow(
                flow,
                serial,
                runId,
                ChunkState.SENDING,
                fileName,
                sha256,
                rows,
                bytes,
                added,
                changed,
                again,
                jobId,
                at,
                failedAt,
                rejected,
                jobsHidden,
                note);
    }

    public ChunkRow unknown(OffsetDateTime at, String why) {
        return new ChunkRow(
                flow,
                serial,
                runId,
                ChunkState.UNKNOWN,
                fileName,
                sha256,
                rows,
                bytes,
                added,
                changed,
                resent,
                jobId,
                sentAt,
                at,
                rejected,
                jobsHidden,
                why);
    }

    public ChunkRow job(@Nullable String id) {
        return new ChunkRow(
                flow,
                serial,
                runId,
                state,
                fileName,
                sha256,
                rows,
                bytes,
                added,
                changed,
                resent,
                id,
                sentAt,
                failedAt,
                rejected,
                jobsHidden,
                note);
    }

    public ChunkRow settled(ChunkState next, BitSet rejectedRows, @Nullable String why) {
        return new ChunkRow(
                flow,
                serial,
                runId,
                next,
                fileName,
                sha256,
                rows,
                bytes,
                added,
                changed,
                resent,
                jobId,
                sentAt,
                failedAt,
                rejectedRows,
                jobsHidden,
                why);
    }

    public ChunkRow sentUnverified(String why) {
        return new ChunkRow(
                flow,
                serial,
                runId,
                ChunkState.UNVERIFIED,
                fileName,
                sha256,
                rows,
                bytes,
                added,
                changed,
                resent,
                jobId,
                sentAt,
                failedAt,
                rejected,
                true,
                why);
    }
}
