package ai.returning.routes.sync;

import ai.returning.routes.contract.CsvShape;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.mapping.MappedRows;
import ai.returning.routes.sync.mapping.RowMapper;
import ai.returning.routes.sync.snapshot.KeySet;
import ai.returning.routes.sync.snapshot.SnapshotView;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import ai.returning.routes.sync.store.ChunkRow;
import ai.returning.routes.sync.store.ChunkState;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run in the hands of a route: the parts of one reading, from the source to the settled books. */
final class ActiveRun implements SyncRun {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveRun.class);

    private final RunContext run;
    private final Function<String, RowSource> sources;
    private final List<ChunkRow> kept;
    private final Consumer<ActiveRun> ended;
    private final Lease lease;
    private final ProgressTicker ticker;
    private final RunEnding ending;
    private final UploadGate gate;

    private @Nullable Reading reading;
    private @Nullable RunReport report;
    private long sentBatches;

    ActiveRun(RunContext run, Function<String, RowSource> sources, List<ChunkRow> kept, Consumer<ActiveRun> ended) {
        this.run = run;
        this.sources = sources;
        this.kept = kept;
        this.ended = ended;
        this.gate = new UploadGate(run.stop());
        this.ending = new RunEnding(run, kept);
        this.lease = new Lease(run);
        this.ticker = new ProgressTicker(run, this::progress);
    }

    /** What exists between opening the source and the end. */
    private record Reading(
            SourceReading rows,
            RowMapper mapper,
            SnapshotView snapshot,
            KeySet keys,
            ChangeSorter sorter,
            ChunkSealer sealer,
            ChunkFiller filler,
            JobSight sight,
            Uploads uploads) {

        void close() {
            rows.close();
            sealer.close();
            uploads.close();
            keys.close();
            snapshot.close();
        }
    }

    @Override
    public String id() {
        return run.runId();
    }

    @Override
    public String flow() {
        return run.flow().id();
    }

    @Override
    public boolean resumed() {
        return run.row().resumed();
    }

    @Override
    public RowBatches read(String source, String query) {
        String sql = query.isEmpty() ? "" : run.flow().queries().get(query);
        if (sql == null) {
            throw new RaiException(
                    ErrorCode.FLOW_UNKNOWN,
                    "Flow " + flow() + " has no query file '" + query + "'. It has: "
                            + String.join(", ", run.flow().queries().keySet()) + ".");
        }
        Failpoints.hit("run.opened");
        ticker.phase(RunProgress.Phase.READING);
        try (Ahead<SnapshotView> snapshot = Ahead.open(
                        "snapshot-" + flow(),
                        () -> SnapshotView.open(flow(), run.folder(), StoredSnapshot.of(run)),
                        SnapshotView::close);
                Ahead<JobSight> sight =
                        Ahead.open("jobs-" + flow(), () -> JobSight.open(run, kept), nothingToGiveBack -> {})) {
            return read(sources.apply(source), sql, snapshot, sight);
        }
    }

    private RowBatches read(RowSource source, String sql, Ahead<SnapshotView> snapshot, Ahead<JobSight> sight) {
        RowStream rows = source.open(new SourceRequest(
                flow(),
                sql,
                List.copyOf(run.flow().mapping().sourceColumns()),
                run.row().limit(),
                run.settings().batchRows(),
                run.flow().mappingHash(),
                run.row().full()));
        try {
            Reading opened = open(rows, snapshot, sight);
            reading = opened;
            // A source that is silent must not keep a stopped run waiting.
            run.stop().onStop(rows::close);
            return opened.rows;
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private Reading open(RowStream rows, Ahead<SnapshotView> opening, Ahead<JobSight> looking) {
        RowMapper mapper = run.flow().mapping().compile(rows.columns());
        ending.showsAll(rows.showsAll());
        JobSight sight = looking.take();
        SnapshotView snapshot = opening.take();
        try {
            return open(rows, mapper, sight, snapshot, keptKeys());
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    private Reading open(RowStream rows, RowMapper mapper, JobSight sight, SnapshotView snapshot, KeySet keys) {
        CsvShape csv = run.bulk().csv();
        int chunkRows =
                run.settings().chunkRows() > 0 ? Math.min(run.settings().chunkRows(), csv.maxRows()) : csv.maxRows();
        ChunkSealer sealer = new ChunkSealer(run, csv.lineEndText(), chunkRows, gate::add);
        int lastSerial = run.store().chunks().lastSerial(flow());
        gate.startAt(lastSerial + 1);
        ChunkFiller filler = new ChunkFiller(sealer, csv, run.flow().mapping().header(), chunkRows, lastSerial);
        Uploads uploads = new Uploads(run, gate, sight, run.flow().mapping().overwriteOnly());
        if (!snapshot.exists() && run.row().confirmed() == null) {
            gate.open();
        }
        uploads.start(kept.stream().filter(ActiveRun::isToBeFound).toList());
        return new Reading(
                new SourceReading(this, rows, run.stop(), run.counts()),
                mapper,
                snapshot,
                keys,
                new ChangeSorter(run, snapshot, keys, filler),
                sealer,
                filler,
                sight,
                uploads);
    }

    /** Accepted chunks come along while their job is not known: jobs of later files might be mistaken for theirs. */
    private static boolean isToBeFound(ChunkRow chunk) {
        return RunEnding.fateUnknown(chunk) || (chunk.state() == ChunkState.ACCEPTED && chunk.jobId() == null);
    }

    /** The keys and contents of rows whose chunk had begun to upload before this process took over. */
    private KeySet keptKeys() {
        KeySet keys = new KeySet(run.folder());
        for (ChunkRow chunk : kept) {
            RunFolders.keys(run.folder(), chunk)
                    .forEach((row, keyHigh, keyLow, printHigh, printLow, flags) ->
                            ChangeSorter.keep(keys, keyHigh, keyLow, printHigh, printLow));
        }
        return keys;
    }

    @Override
    public void map(RowBatch batch) {
        batch.mapped(opened("map").mapper.map(batch.raw()));
    }

    @Override
    public void keepChanged(RowBatch batch) {
        Reading now = opened("keep-changed");
        MappedRows rows = batch.requireMapped("keep-changed");
        batch.select(now.sorter.sort(rows, batch.raw().firstRow()));
        if (!now.snapshot.exists()) {
            ending.brakeOnFirstRun(run.counts());
        }
        Failpoints.hit("batch.sorted");
    }

    @Override
    public void send(RowBatch batch, Operation operation) {
        if (!operation.id().equals(run.flow().mapping().operation())) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "The route sends to " + operation.id() + ", but the mapping is for "
                            + run.flow().mapping().operation() + ". Name the same operation in both.");
        }
        opened("send").filler.fill(batch.requireMapped("send"), batch.requireSelection("send"));
        sentBatches++;
    }

    @Override
    public void settle() {
        Reading now = opened("settle");
        throwIfStopped();
        now.filler.sealOpen();
        now.sealer.finish();
        throwIfStopped();
        boolean exhausted = now.rows.exhausted() || run.row().limit() > 0;
        if (!exhausted || now.rows.batches() != sentBatches) {
            throw new RaiException(
                    ErrorCode.ROUTE_UNSAFE,
                    "The route handed on " + sentBatches + " of " + now.rows.batches()
                            + " batches" + (exhausted ? "" : " and left the source unread")
                            + ". Split with streaming and stopOnException, and send every batch.");
        }
        ending.brake(now.snapshot, now.rows.exhausted() && run.row().limit() == 0);
        throwIfStopped();
        Failpoints.hit("gate.open");
        gate.open();
        ticker.phase(RunProgress.Phase.UPLOADING);
        finishUploads(now);
        throwIfStopped();
        ticker.phase(RunProgress.Phase.SETTLING);
        report = ending.settle(now.snapshot, now.sight, run.row().limit() == 0, null);
        settled(now, report.state());
    }

    /** Rows that are unverified or held would not come again: their source shows them once more. */
    private void settled(Reading now, RunState state) {
        boolean dealtWith = state == RunState.DONE || state == RunState.DONE_WITH_REJECTS;
        if (!dealtWith || !now.rows.exhausted() || run.row().limit() > 0) {
            return;
        }
        Optional<String> unsent = stillToBeSent(now);
        if (unsent.isPresent()) {
            run.listener().notice(unsent.get() + " The next run reads the same rows of the source again.");
            return;
        }
        Failpoints.hit("source.settling");
        try {
            now.rows.settled();
        } catch (RaiException e) {
            // The run is stored; the next one reads the same rows and finds them unchanged.
            LOG.warn("run {} is done, but its source could not note that", id(), e);
            run.listener().notice("The source could not note that the run is done: " + e.getMessage());
        }
    }

    /** Why a source that shows each change once must show these again. */
    private Optional<String> stillToBeSent(Reading now) {
        if (now.rows.showsAll()) {
            return Optional.empty();
        }
        if (run.counts().keptAndChanged.get() > 0) {
            return Optional.of(run.counts().keptAndChanged.get()
                    + " rows were on their way when the process before this one died, and have changed since.");
        }
        return run.store().chunks().of(id()).stream()
                .filter(chunk -> chunk.state() == ChunkState.FAILED)
                .findFirst()
                .map(chunk -> "The job of chunk " + chunk.serial() + " failed as a whole.");
    }

    @Override
    public void stop(String reason) {
        run.stop().stop(new RaiException(ErrorCode.RUN_STOPPED, "The run was stopped: " + reason + "."));
        gate.wake();
    }

    boolean isStopped() {
        return run.stop().isStopped();
    }

    /** Gives up waiting for the API: the process goes down. */
    void hurry() {
        run.stop().hurry(new RaiException(ErrorCode.RUN_STOPPED, "The run was stopped: the process ends."));
        gate.wake();
    }

    @Override
    public RunReport end(@Nullable Throwable failure) {
        // Settling takes its time even on an interrupted thread, and an interrupt inside H2 would close its file.
        boolean interrupted = Thread.interrupted();
        try {
            RunReport done = report;
            return done != null ? done : endEarly(failure);
        } finally {
            release();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void release() {
        try {
            ticker.close();
            lease.close();
            Reading now = reading;
            if (now != null) {
                now.close();
            }
            ending.removeUnsent();
        } catch (RuntimeException e) {
            LOG.warn("run {} was not released in full", id(), e);
        } finally {
            ended.accept(this);
        }
    }

    private RunReport endEarly(@Nullable Throwable failure) {
        RaiException reason = reason(failure);
        run.stop().stop(reason);
        gate.wake();
        Reading now = reading;
        try {
            if (now != null) {
                now.rows.close();
                now.sealer.close();
                finishUploads(now);
                ticker.phase(RunProgress.Phase.SETTLING);
                return ending.settle(now.snapshot, now.sight, false, RunEnding.EarlyEnd.stopped(reason));
            }
            return ending.settle(null, null, false, RunEnding.EarlyEnd.stopped(reason));
        } catch (RuntimeException e) {
            Fatal.haltOn(e);
            LOG.warn("run {} could not be ended", id(), e);
            return ending.notWritten(reason, e);
        }
    }

    private RaiException reason(@Nullable Throwable failure) {
        if (failure != null) {
            Fatal.haltOn(failure);
        }
        RaiException stopped = run.stop().reason();
        if (stopped != null) {
            return stopped;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RaiException known) {
                return known;
            }
        }
        return failure == null
                ? new RaiException(ErrorCode.ROUTE_UNSAFE, "The route ended without returning-ai-sync:settle.")
                : new RaiException(ErrorCode.RUN_STOPPED, "A step of the route failed: " + failure + ".", failure);
    }

    private void finishUploads(Reading now) {
        try {
            now.uploads.finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RaiException(ErrorCode.RUN_STOPPED, "The run was interrupted.", e);
        }
    }

    private void throwIfStopped() {
        RaiException reason = run.stop().reason();
        if (reason != null) {
            throw reason;
        }
    }

    private Reading opened(String step) {
        Reading now = reading;
        if (now == null) {
            throw new RaiException(
                    ErrorCode.BODY_UNFIT,
                    "Step " + step + " comes before returning-ai-sync:read. Put read first in the route.");
        }
        return now;
    }

    private RunProgress progress(RunProgress.Phase phase) {
        Reading now = reading;
        return new RunProgress(
                phase,
                run.counts().read.get(),
                now != null && now.snapshot.exists() ? now.snapshot.size() : -1,
                now == null ? 0 : now.uploads.acceptedRows(),
                run.counts().invalid.get(),
                now == null ? 0 : now.sealer.sealedChunks(),
                now == null ? 0 : now.uploads.acceptedChunks());
    }
}
