package ai.returning.routes.effects.file;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A file of effects. Rows, sum and hash are fixed when it is sealed. Times are milliseconds since 1970.
 *
 * @param name as the API is told; no two are alike
 * @param total sum of the amounts with their signs, a control total
 * @param jobId empty while unknown
 * @param answered whether the API said that it took it
 * @param sender the process whose call of it has not ended, as far as is known; empty if none
 * @param version counts the writes; every write names the version it starts from
 * @param looks looks at the job list in a row that did not show it
 * @param since when it came into its state
 * @param endedAt when all its effects knew what becomes of them; null before
 * @param note why it stands where it stands
 */
public record EffectFile(
        String id,
        String tenant,
        String operation,
        String flow,
        String name,
        Path path,
        FileState state,
        int rows,
        BigDecimal total,
        String sha256,
        String jobId,
        boolean answered,
        String sender,
        long version,
        long dueAt,
        int looks,
        @Nullable Long sentAt,
        long since,
        @Nullable Long endedAt,
        String note) {

    static EffectFile fresh(String id, String tenant, String operation, String flow, String name, Path path, long now) {
        return new EffectFile(
                id,
                tenant,
                operation,
                flow,
                name,
                path,
                FileState.FILLING,
                0,
                BigDecimal.ZERO,
                "",
                "",
                false,
                "",
                0,
                now,
                0,
                null,
                now,
                null,
                "");
    }

    EffectFile sealed(int count, BigDecimal sum, String hash, String by, long now) {
        return new EffectFile(
                id,
                tenant,
                operation,
                flow,
                name,
                path,
                FileState.SENDING,
                count,
                sum,
                hash,
                "",
                false,
                by,
                version,
                now,
                0,
                now,
                now,
                null,
                "");
    }

    EffectFile to(FileState next, String why, long now, long due) {
        return copy(next, jobId, answered, sender, version, due, 0, now, null, why);
    }

    EffectFile withJob(String job) {
        return copy(state, job, answered, sender, version, dueAt, looks, since, endedAt, note);
    }

    EffectFile wasAnswered() {
        return copy(state, jobId, true, sender, version, dueAt, looks, since, endedAt, note);
    }

    /** Its sender sends no more of it. */
    EffectFile callEnded() {
        return copy(state, jobId, answered, "", version, dueAt, looks, since, endedAt, note);
    }

    EffectFile looked(int count, long due, String why) {
        return copy(state, jobId, answered, sender, version, due, count, since, endedAt, why);
    }

    EffectFile ended(long now) {
        return copy(state, jobId, answered, sender, version, dueAt, looks, since, now, note);
    }

    /** As it stands after it was written. */
    public EffectFile written() {
        return copy(state, jobId, answered, sender, version + 1, dueAt, looks, since, endedAt, note);
    }

    /** True if it was sent so long ago. */
    boolean wasSentBefore(Duration age, long now) {
        return sentAt != null && now - sentAt >= age.toMillis();
    }

    private EffectFile copy(
            FileState to,
            String job,
            boolean taken,
            String by,
            long number,
            long due,
            int looked,
            long from,
            @Nullable Long ended,
            String why) {
        return new EffectFile(
                id, tenant, operation, flow, name, path, to, rows, total, sha256, job, taken, by, number, due, looked,
                sentAt, from, ended, why);
    }
}
