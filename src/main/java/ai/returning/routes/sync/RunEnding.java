package ai.returning.routes.sync;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.snapshot.SnapshotView;
import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.ChunkState;
import ai.returning.routes.sync.store.RunRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of a run: brakes, following the jobs, books, the next snapshot, and the report. */
final class RunEnding {
    private final RunContext run;
    private final List<ChunkRow> kept;
    private final Brakes brakes;
    private final long startNanos = System.nanoTime();
    private Map<String, Long> tripped = Map.of();
    private long gone;
    private boolean showsAll = true;

    RunEnding(RunContext run, List<ChunkRow> kept) {
        this.run = run;
        this.kept = kept;
        this.brakes = new Brakes(run.settings().brakes());
    }

    /** Why and how a run ends before its time. */
    record EarlyEnd(RunState state, RaiException reason) {
        static EarlyEnd stopped(RaiException reason) {
            return new EarlyEnd(RunState.STOPPED, reason);
        }
    }

    static boolean fateUnknown(ChunkRow chunk) {
        return chunk.state() == ChunkState.SENDING || chunk.state() == ChunkState.UNKNOWN;
    }

    /** @param all false: the source shows a part, so that nothing is gone and none at all is no alarm */
    void showsAll(boolean all) {
        showsAll = all;
    }

    /** On a first run nothing but the share of invalid rows can stop the reading. */
    void brakeOnFirstRun(RunCounts counts) {
        if (run.row().confirmed() == null) {
            Brakes.Facts facts = new Brakes.Facts(Math.max(1, counts.read.get()), 0, 0, 0, counts.invalid.get(), true);
            stopIfTripped(facts);
        }
    }

    /** Stops the run before the gate opens if a count is beyond its limit and nobody has confirmed it. */
    void brake(SnapshotView snapshot, boolean complete) {
        RunCounts counts = run.counts();
        snapshot.seeShown();
        gone = complete && showsAll ? snapshot.unseen() : 0;
        if (!showsAll && counts.read.get() == 0) {
            return;
        }
        stopIfTripped(new Brakes.Facts(
                counts.read.get(),
                snapshot.size(),
                counts.brakeChanged.get(),
                gone,
                counts.invalid.get(),
                !snapshot.exists()));
    }

    private void stopIfTripped(Brakes.Facts facts) {
        Map<String, Long> over = brakes.tripped(facts);
        if (!over.isEmpty() && !Brakes.confirmed(over, Brakes.read(run.row().confirmed()))) {
            tripped = over;
            String code = Brakes.code(run.flow().id(), run.flow().mappingHash(), over);
            run.stop()
                    .brake(new RaiException(
                            ErrorCode.BRAKE,
                            "A brake stopped the run: " + brakes.explain(over, facts)
                                    + ". If this is right, run: ./rai sync "
                                    + run.flow().id() + " --confirm " + code));
        }
    }

    /**
     * Follows the jobs, draws up the books and ends the run in one transaction with its snapshot.
     *
     * @param snapshot null if the source was never opened
     * @param complete the source was read to its end and everything was sent
     * @param early why the run ends before its time, or null
     */
    RunReport settle(
            @Nullable SnapshotView snapshot, @Nullable JobSight sight, boolean complete, @Nullable EarlyEnd early) {
        run.store().runs().state(run.runId(), run.owner(), RunState.SETTLING);
        Failpoints.hit("settling");
        List<ChunkRow> chunks = run.store().chunks().of(run.runId());
        if (sight != null && !run.stop().isHurried()) {
            List<ChunkRow> accepted = chunks.stream()
                    .filter(chunk -> chunk.state() == ChunkState.ACCEPTED)
                    .toList();
            new JobFollower(run, sight, run.flow().mapping().overwriteOnly(), new RowOutcomes(run)).follow(accepted);
            chunks = run.store().chunks().of(run.runId());
        }
        Failpoints.hit("jobs.final");
        long keptRows = kept.stream().mapToLong(ChunkRow::rows).sum();
        Books books = run.row().settleOnly()
                ? RunBooks.settled(run.row().books(), chunks)
                : RunBooks.draw(run.counts(), chunks, keptRows, gone);
        RunBooks.check(
                books, complete && !run.row().settleOnly(), run.counts().held.get());
        return write(snapshot, chunks, books, complete, early);
    }

    private RunReport write(
            @Nullable SnapshotView snapshot,
            List<ChunkRow> chunks,
            Books books,
            boolean complete,
            @Nullable EarlyEnd early) {
        boolean unresolved = chunks.stream()
                .anyMatch(chunk -> chunk.state() == ChunkState.ACCEPTED
                        || fateUnknown(chunk)
                        // what happened must not be forgotten because the source could not be opened
                        || snapshot == null && SnapshotUpdate.matters(chunk));
        RunState state = unresolved ? RunState.SETTLING : state(books, early);
        Optional<String> sample = run.stop().isHurried() ? Optional.empty() : new ReadBack(run).sample(chunks);
        RunRow row = outcome(state, books, chunks, sample, early == null ? null : early.reason());
        SnapshotUpdate.Prepared next = unresolved || snapshot == null
                ? () -> {}
                : new SnapshotUpdate(run).prepare(snapshot, chunks, complete && showsAll);
        run.store().inTransaction(() -> {
            if (unresolved) {
                run.store().runs().leaveSettling(row, run.owner());
            } else {
                next.makeCurrent();
                run.store().runs().end(row, run.owner());
                Failpoints.hit("run.ended");
            }
        });
        return report(row);
    }

    private RunState state(Books books, @Nullable EarlyEnd early) {
        if (early != null) {
            return early.state();
        }
        if (books.unverified() > 0 || run.counts().held.get() > 0) {
            return RunState.UNVERIFIED;
        }
        return books.rejected() + books.invalid() > 0 ? RunState.DONE_WITH_REJECTS : RunState.DONE;
    }

    private RunRow outcome(
            RunState state,
            Books books,
            List<ChunkRow> chunks,
            Optional<String> sample,
            @Nullable RaiException reason) {
        RunRow row = run.row();
        boolean brakedNow = run.stop().isBrake();
        boolean braked = brakedNow || row.braked();
        return new RunRow(
                row.runId(),
                row.flow(),
                row.dueAt(),
                state,
                row.owner(),
                row.mappingHash(),
                row.queryHash(),
                row.contractHash(),
                row.full(),
                row.limit(),
                row.confirmed(),
                row.resumed(),
                row.settleOnly(),
                row.knownJobs(),
                braked,
                brakedNow ? Brakes.code(run.flow().id(), run.flow().mappingHash(), tripped) : row.confirmCode(),
                brakedNow ? Brakes.write(tripped) : row.tripped(),
                books,
                (int) chunks.stream()
                        .filter(chunk -> chunk.state() != ChunkState.INTENT)
                        .count(),
                seconds(),
                RunNotes.evidence(run).name(),
                reason == null ? row.error() : reason.getMessage(),
                RunNotes.write(run, books, state, sample),
                row.startedAt(),
                run.now());
    }

    private double seconds() {
        return Math.round((System.nanoTime() - startNanos) / 1e6) / 1000.0;
    }

    /** The report of a run whose end could not be stored. */
    RunReport notWritten(RaiException reason, RuntimeException problem) {
        return new RunReport(
                run.runId(),
                run.flow().id(),
                RunState.OPEN,
                run.row().resumed(),
                Books.EMPTY,
                0,
                seconds(),
                Evidence.ASSUMED,
                false,
                null,
                reason.getMessage(),
                List.of(
                        "The end of the run could not be stored: " + problem.getMessage(),
                        "The next start continues it."));
    }

    /** Removes files of chunks that never began to leave: they hold personal data and no later run uses them. */
    void removeUnsent() {
        try {
            if (run.store()
                    .runs()
                    .find(run.runId())
                    .filter(row -> row.state().isFinal())
                    .isPresent()) {
                RunFolders.removeOthers(run.folder(), run.store().chunks().of(run.runId()));
            }
        } catch (RaiException e) {
            run.listener().notice("The files of unsent chunks could not be removed: " + e.getMessage());
        }
    }

    static RunReport report(RunRow row) {
        String evidence = row.evidence();
        String notes = row.notes();
        return new RunReport(
                row.runId(),
                row.flow(),
                row.state(),
                row.resumed(),
                row.books(),
                row.chunks(),
                row.seconds(),
                evidence == null ? Evidence.ASSUMED : Evidence.valueOf(evidence),
                row.braked(),
                row.confirmCode(),
                row.error(),
                notes == null || notes.isEmpty() ? List.of() : List.of(notes.split("\n", -1)));
    }
}
