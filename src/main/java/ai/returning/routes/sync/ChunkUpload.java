package ai.returning.routes.sync;

import ai.returning.routes.bulk.JobListing;
import ai.returning.routes.bulk.JobView;
import ai.returning.routes.bulk.SealedFile;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.client.FailureKind;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.ChunkState;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Takes one chunk from its intent to an answer. The state is stored before each step that the API could see. */
final class ChunkUpload {
    private final RunContext run;
    private final UploadGate gate;
    private final JobSight sight;
    private final LostUpload lost;
    private final RowOutcomes outcomes;
    private volatile boolean probed;

    ChunkUpload(RunContext run, UploadGate gate, JobSight sight, LostUpload lost) {
        this.run = run;
        this.gate = gate;
        this.sight = sight;
        this.lost = lost;
        this.outcomes = new RowOutcomes(run);
    }

    /** Sends a sealed chunk; what is returned is stored. */
    ChunkRow send(SealedChunk chunk) {
        ChunkRow row = chunk.intended(run);
        run.store().chunks().intend(row, run.owner());
        Failpoints.hit("chunk.intended");
        return attempts(row, chunk.file());
    }

    /** Finds out what became of a chunk whose upload a dead process had begun, before anything else is sent. */
    ChunkRow resume(ChunkRow chunk) {
        if (chunk.state() == ChunkState.ACCEPTED) {
            return sight.keepsNames() || sight.isHidden() ? chunk : lookForJob(chunk);
        }
        ChunkRow unknown = chunk;
        if (chunk.state() == ChunkState.SENDING) {
            unknown = move(ChunkState.SENDING, chunk.unknown(run.now(), "the process ended during the upload"));
        }
        return settleUnknown(unknown, RunFolders.sealed(run.folder(), chunk));
    }

    private ChunkRow attempts(ChunkRow intended, SealedFile file) {
        for (int attempt = 1; ; attempt++) {
            ChunkRow sending = move(ChunkState.INTENT, intended.sending(run.now(), false));
            long sureUntil = sureUntil();
            Failpoints.hit("chunk.sending");
            try {
                stillOurs(sureUntil);
                Optional<String> jobId = run.bulk().submit(file, this::mayStart);
                Failpoints.hit("chunk.answered");
                return accepted(sending, jobId);
            } catch (CallFailedException e) {
                if (e.kind().mayHaveActed()) {
                    return unknown(sending, file, e);
                }
                if (!mayTryAgain(e)
                        || attempt >= run.settings().uploadAttempts()
                        || run.stop().isStopped()) {
                    return refused(sending, e);
                }
                intended = move(ChunkState.SENDING, sending.state(ChunkState.INTENT));
                if (!waitForTurn(e, attempt)) {
                    return refused(intended, e);
                }
            }
        }
    }

    private long sureUntil() {
        return System.nanoTime() + run.settings().lease().toNanos() / 2;
    }

    /** A process that was held still since it stored its state may have lost the run: then it must not send. */
    private void stillOurs(long sureUntil) {
        if (System.nanoTime() - sureUntil > 0) {
            run.store().runs().mustHold(run.runId(), run.owner());
        }
    }

    /** Asked right before the first byte: a call may have waited for its turn until the run was lost. */
    private boolean mayStart() {
        return !run.stop().isLost();
    }

    /** Nothing has happened at the API: it asked to wait, or no byte left. */
    static boolean mayTryAgain(CallFailedException e) {
        return e.kind() == FailureKind.RATE_LIMITED || e.kind() == FailureKind.UNREACHABLE;
    }

    /** False if the run was stopped meanwhile. */
    private boolean waitForTurn(CallFailedException e, int attempt) {
        gate.slowDown(announced(e, attempt).toNanos());
        try {
            return gate.awaitTurn();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits while everything else waits for this chunk. */
    private void pause(CallFailedException e, int attempt) {
        try {
            run.stop().awaitStop(announced(e, attempt).toNanos());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration announced(CallFailedException e, int attempt) {
        Duration pause = e.retryAfter().orElseGet(() -> backoff(attempt));
        run.listener()
                .notice(e.getMessage() + " Waiting " + pause.toSeconds()
                        + " s, then the same chunk goes again (attempt " + (attempt + 1) + " of "
                        + run.settings().uploadAttempts() + ").");
        return pause;
    }

    private Duration backoff(int attempt) {
        long first = run.settings().retryFirst().toMillis();
        long most = Math.min(run.settings().retryMax().toMillis(), first << Math.min(attempt - 1, 20));
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    private ChunkRow accepted(ChunkRow sending, Optional<String> jobId) {
        jobId.ifPresent(sight::take);
        ChunkRow accepted =
                move(ChunkState.SENDING, sending.state(ChunkState.ACCEPTED).job(jobId.orElse(null)));
        Failpoints.hit("chunk.accepted");
        return probed && sight.keepsNames() ? accepted : identify(accepted);
    }

    /**
     * Looks for the job of the probe: if the tenant shows which job is ours, more uploads may go at once; if only the
     * number of rows tells, each job is found before the next upload.
     */
    private ChunkRow identify(ChunkRow accepted) {
        boolean first = !probed;
        probed = true;
        ChunkRow known = accepted.jobId() == null && !sight.isHidden() ? lookForJob(accepted) : accepted;
        if (first && known.jobId() != null && (accepted.jobId() != null || sight.keepsNames())) {
            gate.allow(run.settings().uploadsInFlight());
        }
        return known;
    }

    private ChunkRow lookForJob(ChunkRow accepted) {
        long end = System.nanoTime() + run.settings().identifyWait().toNanos();
        long pause = Math.max(1, run.settings().pollFirst().toNanos() / 10);
        while (true) {
            JobListing listing = sight.list(run.now());
            if (listing instanceof JobListing.Readable readable) {
                Optional<JobView> job = sight.find(readable.jobs(), accepted);
                if (job.isPresent()) {
                    return move(ChunkState.ACCEPTED, accepted.job(job.get().id()));
                }
            }
            if (listing instanceof JobListing.Hidden || System.nanoTime() + pause > end) {
                return accepted;
            }
            try {
                if (run.stop().awaitStop(pause)) {
                    return accepted;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return accepted;
            }
            pause = Math.min(pause * 2, run.settings().pollMax().toNanos());
        }
    }

    private ChunkRow unknown(ChunkRow sending, SealedFile file, CallFailedException e) {
        gate.lookupStarted();
        try {
            ChunkRow unknown = move(ChunkState.SENDING, sending.unknown(run.now(), String.valueOf(e.getMessage())));
            Failpoints.hit("chunk.unknown");
            run.listener().notice(e.getMessage() + " Looking for the job before anything else is sent.");
            return settleUnknown(unknown, file);
        } finally {
            gate.lookupEnded();
        }
    }

    private ChunkRow settleUnknown(ChunkRow unknown, SealedFile file) {
        LostUpload.Verdict verdict = lost.lookUp(unknown);
        return switch (verdict.kind()) {
            case FOUND ->
                move(ChunkState.UNKNOWN, unknown.state(ChunkState.ACCEPTED).job(verdict.jobId()));
            case RESEND -> resend(unknown, file);
            case UNDECIDED -> unknown; // the process goes down; the next start looks again
            case UNVERIFIED -> unverified(unknown, verdict.why());
        };
    }

    private ChunkRow resend(ChunkRow unknown, SealedFile file) {
        run.listener().notice("The job list shows no such job; chunk " + unknown.serial() + " is sent once more.");
        ChunkRow sending = move(ChunkState.UNKNOWN, unknown.sending(run.now(), true));
        long sureUntil = sureUntil();
        Failpoints.hit("chunk.resending");
        for (int attempt = 1; ; attempt++) {
            try {
                stillOurs(sureUntil);
                return accepted(sending, run.bulk().submit(file, this::mayStart));
            } catch (CallFailedException e) {
                if (e.kind().mayHaveActed()) {
                    return lostTwice(sending, e);
                }
                if (!mayTryAgain(e)
                        || attempt >= run.settings().uploadAttempts()
                        || run.stop().isStopped()) {
                    // The second upload did nothing; of the first, the look-ups have shown nothing: it stays doubtful.
                    String why = String.valueOf(e.getMessage());
                    return unverified(move(ChunkState.SENDING, sending.unknown(run.now(), why)), why);
                }
                pause(e, attempt);
            }
        }
    }

    private ChunkRow lostTwice(ChunkRow sending, CallFailedException e) {
        ChunkRow again = move(ChunkState.SENDING, sending.unknown(run.now(), String.valueOf(e.getMessage())));
        LostUpload.Verdict verdict = lost.lookUp(again);
        return switch (verdict.kind()) {
            case FOUND ->
                move(ChunkState.UNKNOWN, again.state(ChunkState.ACCEPTED).job(verdict.jobId()));
            case UNDECIDED -> again;
            default -> unverified(again, "it was sent twice and both answers were lost: " + e.sentence());
        };
    }

    private ChunkRow unverified(ChunkRow unknown, String why) {
        RaiException stop = new RaiException(
                ErrorCode.UPLOAD_UNKNOWN,
                "Chunk " + unknown.serial() + " (" + unknown.fileName() + ", " + unknown.rows()
                        + " rows) may or may not have been applied: " + why
                        + " Look into the API Log of the community settings; its rows rest for "
                        + run.settings().unverifiedHold().toMinutes() + " min, then a run sends their current values.");
        ChunkRow unverified = unknown.settled(ChunkState.UNVERIFIED, new BitSet(), why);
        run.store().inTransaction(() -> {
            run.store().runs().settleOnly(run.runId(), run.owner(), String.valueOf(stop.getMessage()));
            outcomes.lost(unverified, why);
        });
        run.stop().stop(stop);
        return unverified;
    }

    private ChunkRow refused(ChunkRow chunk, CallFailedException e) {
        RaiException why = new RaiException(
                e.kind() == FailureKind.NOT_AUTHORISED ? e.code() : ErrorCode.UPLOAD_REFUSED,
                "Chunk " + chunk.serial() + " (" + chunk.rows() + " rows) was not accepted, nothing of it happened: "
                        + e.sentence() + " Once that is mended, the next run sends these rows and the rest.",
                e);
        run.store().inTransaction(() -> {
            run.store().runs().settleOnly(run.runId(), run.owner(), String.valueOf(why.getMessage()));
            run.store()
                    .chunks()
                    .move(
                            chunk.state(),
                            chunk.settled(ChunkState.REFUSED, new BitSet(), e.getMessage()),
                            run.owner(),
                            run.now());
        });
        run.stop().stop(why);
        return chunk.state(ChunkState.REFUSED);
    }

    private ChunkRow move(ChunkState from, ChunkRow next) {
        run.store().chunks().move(from, next, run.owner(), null);
        return next;
    }
}
