package ai.returning.routes.sync;

import ai.returning.routes.bulk.JobListing;
import ai.returning.routes.bulk.JobView;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.sync.store.ChunkRow;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do about an upload whose answer was lost: the job list is looked at twice, some time after the
 * failure. Only a readable list without a trace of the job allows a second upload, and only of values that overwrite.
 */
final class LostUpload {
    private final RunContext run;
    private final JobSight sight;
    private final boolean overwriteOnly;

    LostUpload(RunContext run, JobSight sight, boolean overwriteOnly) {
        this.run = run;
        this.sight = sight;
        this.overwriteOnly = overwriteOnly;
    }

    /** What the look-ups gave. */
    record Verdict(Kind kind, @Nullable String jobId, String why) {
        enum Kind {
            FOUND,
            RESEND,
            UNVERIFIED,
            UNDECIDED
        }
    }

    Verdict lookUp(ChunkRow unknown) {
        OffsetDateTime failedAt = unknown.failedAt() == null ? run.now() : unknown.failedAt();
        OffsetDateTime sentAt = unknown.sentAt() == null ? failedAt : unknown.sentAt();
        boolean readable = true;
        boolean mayBeThere = false;
        for (Duration after : run.settings().lookups()) {
            if (waitUntil(failedAt.plus(after), after)) {
                return new Verdict(Verdict.Kind.UNDECIDED, null, "");
            }
            Failpoints.hit("lookup");
            if (sight.list(sentAt) instanceof JobListing.Readable list) {
                Optional<JobView> job = sight.find(list.jobs(), unknown);
                if (job.isPresent()) {
                    return new Verdict(Verdict.Kind.FOUND, job.get().id(), "");
                }
                mayBeThere = mayBeThere || sight.mayBeThere(list.jobs(), unknown);
            } else {
                readable = false;
            }
        }
        return notFound(unknown, readable, mayBeThere);
    }

    private Verdict notFound(ChunkRow unknown, boolean readable, boolean mayBeThere) {
        if (!readable) {
            return new Verdict(Verdict.Kind.UNVERIFIED, null, "its answer was lost and the job list cannot be read.");
        }
        if (mayBeThere) {
            return new Verdict(
                    Verdict.Kind.UNVERIFIED, null, "its answer was lost and more than one job of the list may be it.");
        }
        if (!overwriteOnly || !run.settings().resendOverwriteAfterLookup()) {
            return new Verdict(
                    Verdict.Kind.UNVERIFIED,
                    null,
                    "its answer was lost, the job list shows no such job, and sending again is not allowed"
                            + " (returning-ai.sync.resend-overwrite).");
        }
        if (run.stop().isStopped()) {
            return new Verdict(
                    Verdict.Kind.UNVERIFIED,
                    null,
                    "its answer was lost, and the run was stopped before it could go again.");
        }
        if (unknown.resent()) {
            return new Verdict(Verdict.Kind.UNVERIFIED, null, "it was sent twice and the job list shows no job of it.");
        }
        return new Verdict(Verdict.Kind.RESEND, null, "");
    }

    /** True if the process is going down meanwhile. */
    private boolean waitUntil(OffsetDateTime time, Duration atMost) {
        // The time may come from another machine, whose clock may be ahead of ours.
        long nanos = Math.min(Duration.between(run.now(), time).toNanos(), atMost.toNanos());
        try {
            return nanos > 0 ? run.stop().awaitHurry(nanos) : run.stop().isHurried();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
