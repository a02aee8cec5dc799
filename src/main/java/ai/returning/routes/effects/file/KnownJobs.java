package ai.returning.routes.effects.file;

import ai.returning.routes.bulk.JobView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Jobs that stood in the list before our files: they are not ours. Kept in memory alone; for a file that another process
 * sent only its own name tells its job.
 */
final class KnownJobs {
    private static final int MOST = 10_000;

    private final Set<String> ids = new HashSet<>();
    private long since = Long.MAX_VALUE;
    private boolean namesKept;

    /** @param now milliseconds since 1970 */
    synchronized void note(List<JobView> jobs, long now) {
        if (ids.size() > MOST) {
            ids.clear();
            since = Long.MAX_VALUE;
        }
        jobs.forEach(job -> ids.add(job.id()));
        since = Math.min(since, now);
    }

    synchronized Set<String> ids() {
        return Set.copyOf(ids);
    }

    /** True if the jobs that stood in the list before this time are known. */
    synchronized boolean knowsBefore(long time) {
        return since <= time;
    }

    /** The API shows files under the names they were sent with. */
    synchronized void namesAreKept() {
        namesKept = true;
    }

    synchronized boolean keepsNames() {
        return namesKept;
    }
}
