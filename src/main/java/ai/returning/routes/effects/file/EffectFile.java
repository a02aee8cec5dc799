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
 * @param version counts the moves; every write names the version it starts from
 * @param looks looks at the job list in a row that did not show it
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
        long version,
        long dueAt,
        int looks,
        @Nullable Long sentAt,
        @Nullable Long endedAt,
        String note) {

    EffectFile sealed(int count, BigDecimal sum, String hash, long now) {
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
                version,
                now,
                0,
                now,
                null,
                "");
    }

    EffectFile to(FileState next, String why, long due) {
        return copy(next, jobId, version, due, looks, endedAt, why);
    }

    EffectFile withJob(String job) {
        return copy(state, job, version, dueAt, looks, endedAt, note);
    }

    EffectFile looked(int count, long due, String why) {
        return copy(state, jobId, version, due, count, endedAt, why);
    }

    EffectFile ended(long now) {
        return copy(state, jobId, version, dueAt, looks, now, note);
    }

    /** As it stands after it was written. */
    EffectFile written() {
        return copy(state, jobId, version + 1, dueAt, looks, endedAt, note);
    }

    /** True if it was sent so long ago. */
    boolean isOlderThan(Duration age, long now) {
        return sentAt != null && now - sentAt >= age.toMillis();
    }

    private EffectFile copy(
            FileState to, String job, long number, long due, int looked, @Nullable Long ended, String why) {
        return new EffectFile(
                id, tenant, operation, flow, name, path, to, rows, total, sha256, job, number, due, looked, sentAt,
                ended, why);
    }
}
