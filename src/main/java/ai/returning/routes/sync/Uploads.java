package ai.returning.routes.sync;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.store.ChunkRow;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Sends sealed chunks on a few threads once the gate is open. */
final class Uploads implements AutoCloseable {
    private final RunContext run;
    private final UploadGate gate;
    private final ChunkUpload upload;
    private final ExecutorService workers;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong acceptedRows = new AtomicLong();

    Uploads(RunContext run, UploadGate gate, JobSight sight, boolean overwriteOnly) {
        this.run = run;
        this.gate = gate;
        this.upload = new ChunkUpload(run, gate, sight, new LostUpload(run, sight, overwriteOnly));
        this.workers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "upload-" + run.runId());
            thread.setDaemon(true);
            return thread;
        });
    }

    int acceptedChunks() {
        return accepted.get();
    }

    long acceptedRows() {
        return acceptedRows.get();
    }

    /** Starts the upload threads; chunks of a dead process whose job is not known are looked up first. */
    void start(List<ChunkRow> unknown) {
        unknown.forEach(chunk -> gate.lookupStarted());
        if (!unknown.isEmpty()) {
            workers.execute(() -> guarded(() -> unknown.forEach(chunk -> {
                try {
                    count(upload.resume(chunk));
                } finally {
                    gate.lookupEnded();
                }
            })));
        }
        for (int i = 0; i < run.settings().uploadsInFlight(); i++) {
            workers.execute(() -> guarded(this::work));
        }
    }

    private void work() {
        try {
            for (SealedChunk chunk = gate.next(); chunk != null; chunk = gate.next()) {
                try {
                    Failpoints.hit("upload.claimed");
                    count(upload.send(chunk));
                } finally {
                    gate.finished();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(ChunkRow chunk) {
        if (chunk.state() == ai.returning.routes.sync.store.ChunkState.ACCEPTED) {
            accepted.incrementAndGet();
            acceptedRows.addAndGet(chunk.rows());
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RaiException e) {
            run.stop().stop(e);
        } catch (Throwable e) {
            Fatal.haltOn(e);
            run.stop().stop(new RaiException(ErrorCode.BUG, "An upload thread failed: " + e, e));
        } finally {
            gate.wake();
        }
    }

    /** Waits until nothing is under way any more: everything was sent, or the run was stopped. */
    void finish() throws InterruptedException {
        gate.complete();
        workers.shutdown();
        while (!workers.awaitTermination(200, TimeUnit.MILLISECONDS)) {
            gate.wake();
        }
    }

    @Override
    public void close() {
        // The run is over or stopped, so they end by themselves; an interrupt inside H2 would close its file.
        workers.shutdown();
    }
}
