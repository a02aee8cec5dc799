package ai.returning.routes.sync;

import ai.returning.routes.bulk.JobListing;
import ai.returning.routes.bulk.JobMatcher;
import ai.returning.routes.bulk.JobView;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.client.FailureKind;
import ai.returning.routes.sync.store.ChunkRow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run can see of its jobs on this tenant. Thread-safe. */
final class JobSight {
    /** Stored in place of the known jobs of a list that could not be read. */
    private static final String NOT_READ = "?";

    private final RunContext run;
    private final JobMatcher matcher;
    private volatile boolean hidden;
    private volatile boolean seen;
    private volatile boolean namesKept;
    /** False if the list could not be read before the first upload: then only a name tells which job is ours. */
    private final boolean totalsTell;

    /** Rows by file name of chunks that were sent and whose job is not known. */
    private final Map<String, Integer> unidentified = new ConcurrentHashMap<>();

    private JobSight(RunContext run, Set<String> known) {
        this.run = run;
        this.totalsTell = !known.contains(NOT_READ);
        this.matcher = new JobMatcher(known, run.settings().clockDifference());
    }

    /** Notes the jobs that stand in the list before the first upload of a run; a resumed run has noted them before. */
    static JobSight open(RunContext run, List<ChunkRow> kept) {
        String stored = run.row().knownJobs();
        JobSight sight = stored == null ? look(run) : new JobSight(run, ids(stored));
        kept.forEach(sight::recall);
        return sight;
    }

    private void recall(ChunkRow chunk) {
        String jobId = chunk.jobId();
        if (jobId != null) {
            matcher.take(jobId);
        } else {
            unidentified.put(chunk.fileName(), chunk.rows());
        }
    }

    private static JobSight look(RunContext run) {
        JobListing listing = run.bulk().list(job -> false);
        Set<String> known = new LinkedHashSet<>();
        if (listing instanceof JobListing.Readable readable) {
            readable.jobs().forEach(job -> known.add(job.id()));
        } else if (listing instanceof JobListing.Unreadable unreadable) {
            refuseIfNotAuthorised(unreadable.failure());
            known.add(NOT_READ);
        }
        run.store().runs().knownJobs(run.runId(), run.owner(), String.join(" ", known));
        JobSight sight = new JobSight(run, known);
        sight.learn(listing);
        return sight;
    }

    /** Better before the first upload than after it: what is sent with this key could not be followed. */
    private static void refuseIfNotAuthorised(CallFailedException failure) {
        if (failure.kind() == FailureKind.NOT_AUTHORISED) {
            throw failure;
        }
    }

    private void learn(JobListing listing) {
        seen = seen || listing instanceof JobListing.Readable;
        if (listing instanceof JobListing.Hidden why) {
            hide(why.why());
        } else if (listing instanceof JobListing.Readable list
                && list.jobs().stream().map(JobView::fileName).anyMatch(ChunkName::isOurs)) {
            namesKept = true;
        }
    }

    private static Set<String> ids(String stored) {
        return Arrays.stream(stored.split(" ", -1)).filter(id -> !id.isEmpty()).collect(Collectors.toSet());
    }

    private void hide(String why) {
        if (!hidden) {
            hidden = true;
            run.listener()
                    .notice("This tenant does not show bulk jobs (" + why
                            + "). Accepted rows are kept as sent-unverified and sampled; uploads go one at a time.");
        }
    }

    boolean isHidden() {
        return hidden;
    }

    /** True once a job, be it of an earlier run, has shown a file name of ours; then no other job can be that of a file. */
    boolean keepsNames() {
        return namesKept;
    }

    /** Reads the list back to the time of an upload. */
    JobListing list(OffsetDateTime since) {
        Instant oldest = since.toInstant().minus(run.settings().clockDifference());
        JobListing listing = run.bulk()
                .list(job -> job.createdAt() == null || !job.createdAt().isBefore(oldest));
        // A tenant that has shown its jobs in this run does not stop to: such a 404 passes.
        if (listing instanceof JobListing.Hidden gone && seen) {
            return new JobListing.Unreadable(gone.failure());
        }
        learn(listing);
        return listing;
    }

    /** The job of a chunk, if exactly one can be it; it is then taken. */
    Optional<JobView> find(List<JobView> jobs, ChunkRow chunk) {
        Optional<JobView> own = own(jobs, chunk);
        if (own.isPresent()) {
            return own;
        }
        unidentified.put(chunk.fileName(), chunk.rows());
        Optional<JobView> found = namesKept
                ? matcher.byName(jobs, chunk.fileName())
                : totalsTell && isOnlyOneOfItsSize(chunk)
                        ? matcher.find(jobs, chunk.fileName(), chunk.rows(), sentAt(chunk))
                        : Optional.empty();
        found.ifPresent(job -> {
            matcher.take(job.id());
            unidentified.remove(chunk.fileName());
        });
        return found;
    }

    /** True if some job of the list may be that of a chunk, though {@link #find} cannot tell. */
    boolean mayBeThere(List<JobView> jobs, ChunkRow chunk) {
        return !namesKept
                && matcher.candidates(jobs, sentAt(chunk)).stream()
                        .anyMatch(job -> job.total() == chunk.rows() || job.total() <= 0);
    }

    /** Rows tell files apart only if no other file without a known job has as many. */
    private boolean isOnlyOneOfItsSize(ChunkRow chunk) {
        return unidentified.values().stream()
                        .filter(rows -> rows == chunk.rows())
                        .count()
                == 1;
    }

    private static @Nullable Instant sentAt(ChunkRow chunk) {
        OffsetDateTime sentAt = chunk.sentAt();
        return sentAt == null ? null : sentAt.toInstant();
    }

    private static Optional<JobView> own(List<JobView> jobs, ChunkRow chunk) {
        return jobs.stream().filter(job -> job.id().equals(chunk.jobId())).findFirst();
    }

    /** Records a job id that the submission itself named. */
    void take(String jobId) {
        matcher.take(jobId);
    }
}
