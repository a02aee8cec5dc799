package ai.returning.routes.sync;

import ai.returning.routes.bulk.FailedRow;
import ai.returning.routes.bulk.JobListing;
import ai.returning.routes.bulk.JobView;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.client.FailureKind;
import ai.returning.routes.contract.JobShape.JobState;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.ChunkState;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows the jobs of accepted chunks through the job list until each is final or its deadline is over. */
final class JobFollower {
    private final RunContext run;
    private final JobSight sight;
    private final boolean overwriteOnly;
    private final RowOutcomes outcomes;
    /** Why a chunk could not be settled at the last look, by its serial. */
    private final Map<Integer, String> unreadable = new LinkedHashMap<>();

    JobFollower(RunContext run, JobSight sight, boolean overwriteOnly, RowOutcomes outcomes) {
        this.run = run;
        this.sight = sight;
        this.overwriteOnly = overwriteOnly;
        this.outcomes = outcomes;
    }

    /** Chunks that are still accepted when this returns could not be followed: the key is refused or time ran out. */
    List<ChunkRow> follow(List<ChunkRow> accepted) {
        List<ChunkRow> pending = new ArrayList<>(accepted);
        long deadline = System.nanoTime() + run.settings().jobDeadline().toNanos();
        long pause = run.settings().pollFirst().toNanos();
        while (!pending.isEmpty()) {
            int before = pending.size();
            if (!poll(pending) || pending.isEmpty()) {
                break;
            }
            if (System.nanoTime() + pause > deadline) {
                pending.forEach(this::pastDeadline);
                return List.of();
            }
            if (waitInHurry(pause)) {
                break;
            }
            pause = pending.size() < before
                    ? run.settings().pollFirst().toNanos()
                    : Math.min(pause * 2, run.settings().pollMax().toNanos());
        }
        return pending;
    }

    /** One look at the list; false if following is of no use. */
    private boolean poll(List<ChunkRow> pending) {
        JobListing listing = sight.list(oldest(pending));
        if (listing instanceof JobListing.Hidden) {
            pending.forEach(this::unseen);
            pending.clear();
            return false;
        }
        if (listing instanceof JobListing.Unreadable unreadable) {
            run.listener().notice(String.valueOf(unreadable.failure().getMessage()));
            return unreadable.failure().kind() != FailureKind.NOT_AUTHORISED;
        }
        settleAll(pending, ((JobListing.Readable) listing).jobs());
        return true;
    }

    /** One job that cannot be read does not hold up the others. */
    private void settleAll(List<ChunkRow> pending, List<JobView> jobs) {
        unreadable.clear();
        for (int i = 0; i < pending.size(); ) {
            try {
                if (isSettled(pending, i, jobs)) {
                    pending.remove(i);
                    continue;
                }
            } catch (CallFailedException e) {
                unreadable.put(pending.get(i).serial(), String.valueOf(e.getMessage()));
            }
            i++;
        }
        unreadable.values().stream().distinct().forEach(run.listener()::notice);
    }

    private boolean isSettled(List<ChunkRow> pending, int at, List<JobView> jobs) {
        ChunkRow chunk = pending.get(at);
        Optional<JobView> job = look(jobs, chunk);
        if (job.isPresent()) {
            chunk = chunk.job(job.get().id());
            pending.set(at, chunk);
        }
        boolean ended = job.isPresent() && job.get().state() != JobState.RUNNING;
        if (ended) {
            settle(chunk, job.get());
        }
        return ended;
    }

    /** A job whose id we know may have left the list; then it is asked for by itself. */
    private Optional<JobView> look(List<JobView> jobs, ChunkRow chunk) {
        Optional<JobView> listed = sight.find(jobs, chunk);
        String jobId = chunk.jobId();
        return listed.isPresent() || jobId == null ? listed : run.bulk().job(jobId);
    }

    private void settle(ChunkRow chunk, JobView job) {
        if (job.state() == JobState.FAILED) {
            outcomes.failed(chunk);
        } else if (!job.accountsFor(chunk.rows())) {
            unverified(
                    chunk,
                    "job " + job.id() + " says it is complete, but accounts for " + job.succeeded() + " + "
                            + job.failed() + " of " + chunk.rows() + " rows (total " + job.total() + ")");
        } else if (job.failed() == 0) {
            outcomes.applied(chunk, List.of());
        } else {
            List<FailedRow> failed = run.bulk().failedRows(job.id());
            Failpoints.hit("details.read");
            if (failed.size() == job.failed() && outcomes.named(chunk, failed)) {
                outcomes.applied(chunk, failed);
            } else {
                unverified(
                        chunk,
                        "job " + job.id() + " counts " + job.failed()
                                + " failed rows, but its details do not name them");
            }
        }
    }

    private void pastDeadline(ChunkRow chunk) {
        String failure = unreadable.get(chunk.serial());
        unverified(
                chunk,
                failure != null
                        ? "job " + chunk.jobId() + " could not be read within "
                                + run.settings().jobDeadline().toSeconds() + " s: " + failure
                        : chunk.jobId() == null
                                ? "no job of it showed up within "
                                        + run.settings().jobDeadline().toSeconds() + " s"
                                : "job " + chunk.jobId() + " did not end within "
                                        + run.settings().jobDeadline().toSeconds() + " s");
    }

    private void unverified(ChunkRow chunk, String why) {
        outcomes.unverified(chunk.settled(ChunkState.UNVERIFIED, new BitSet(), why), why);
    }

    private void unseen(ChunkRow chunk) {
        String why = "this tenant shows no jobs";
        if (overwriteOnly) {
            outcomes.unverified(chunk.sentUnverified(why), why);
        } else {
            unverified(chunk, why);
        }
    }

    private OffsetDateTime oldest(List<ChunkRow> chunks) {
        return chunks.stream()
                .map(ChunkRow::sentAt)
                .filter(java.util.Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseGet(run::now);
    }

    private boolean waitInHurry(long nanos) {
        try {
            return run.stop().awaitHurry(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
