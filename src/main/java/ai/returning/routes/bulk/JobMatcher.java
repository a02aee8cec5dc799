package ai.returning.routes.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which job of a list is that of a file. Never the newest blindly: other keys and the dashboard submit jobs, too.
 */
public final class JobMatcher {
    private final Set<String> taken = new HashSet<>();
    private final Duration clockDifference;

    /**
     * @param knownBefore ids that stood in the list before the first upload
     * @param clockDifference how far the clock of the API may be behind ours
     */
    public JobMatcher(Set<String> knownBefore, Duration clockDifference) {
        taken.addAll(knownBefore);
        this.clockDifference = clockDifference;
    }

    /** Records that a job belongs to a file. */
    public synchronized void take(String jobId) {
        taken.add(jobId);
    }

    /** Jobs that might be ours: not known, not taken, not older than the upload. */
    public synchronized List<JobView> candidates(List<JobView> jobs, @Nullable Instant sentAt) {
        return jobs.stream()
                .filter(job -> !taken.contains(job.id()))
                .filter(job -> sentAt == null
                        || job.createdAt() == null
                        || !job.createdAt().isBefore(sentAt.minus(clockDifference)))
                .toList();
    }

    /** The job that bears the file's own name; the oldest if the API ran the file twice. Expects the newest first. */
    public Optional<JobView> byName(List<JobView> jobs, String fileName) {
        return candidates(jobs, null).stream()
                .filter(job -> job.fileName().equals(fileName))
                .reduce((newer, older) -> older);
    }

    /**
     * The job of a file by name, else the only candidate with its number of rows. More than one candidate is no answer.
     */
    public Optional<JobView> find(List<JobView> jobs, String fileName, int rows, @Nullable Instant sentAt) {
        Optional<JobView> named = byName(jobs, fileName);
        if (named.isPresent()) {
            return named;
        }
        List<JobView> hits = candidates(jobs, sentAt).stream()
                .filter(job -> job.total() == rows)
                .toList();
        return hits.size() == 1 ? Optional.of(hits.get(0)) : Optional.empty();
    }
}
