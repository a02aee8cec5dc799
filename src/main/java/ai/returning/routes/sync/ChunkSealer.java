package ai.returning.routes.sync;

import ai.returning.routes.bulk.FileSealer;
import ai.returning.routes.bulk.SealedFile;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.snapshot.Sidecar;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Seals full chunks on a few threads. The buffers are pooled and few, so the route waits when the disk is slower than
 * the source.
 */
final class ChunkSealer implements AutoCloseable {
    private final RunContext run;
    private final String lineEnd;
    private final int chunkRows;
    private final Consumer<SealedChunk> sealed;
    private final BlockingQueue<OpenChunk> pool;
    private int buffers;
    private final ExecutorService workers;
    private final AtomicInteger count = new AtomicInteger();

    ChunkSealer(RunContext run, String lineEnd, int chunkRows, Consumer<SealedChunk> sealed) {
        this.run = run;
        this.lineEnd = lineEnd;
        this.chunkRows = chunkRows;
        this.sealed = sealed;
        this.pool = new LinkedBlockingQueue<>();
        for (int i = 0; i <= run.settings().sealers(); i++) {
            addBuffer();
        }
        this.workers = Executors.newFixedThreadPool(run.settings().sealers(), task -> {
            Thread thread = new Thread(task, "seal-" + run.runId());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** One more chunk can be open at the same time. */
    void addBuffer() {
        pool.add(new OpenChunk(chunkRows));
        buffers++;
    }

    /** Bytes of the first line of a file with these columns. */
    byte[] header(List<String> columns) {
        return (String.join(",", columns) + lineEnd).getBytes(StandardCharsets.UTF_8);
    }

    int sealedChunks() {
        return count.get();
    }

    /** An empty chunk; waits while all are being sealed. */
    OpenChunk take() {
        try {
            return pool.take();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Seals a chunk soon; an error stops the run. */
    void seal(int serial, List<String> columns, OpenChunk chunk) {
        workers.execute(() -> {
            try {
                sealed.accept(write(serial, columns, chunk));
                count.incrementAndGet();
            } catch (RaiException e) {
                run.stop().stop(e);
            } catch (Throwable e) {
                Fatal.haltOn(e);
                run.stop().stop(new RaiException(ErrorCode.BUG, "Sealing chunk " + serial + " failed: " + e, e));
            } finally {
                chunk.clear();
                pool.add(chunk);
            }
        });
    }

    /** Waits until everything handed in is sealed or has stopped the run. */
    void finish() {
        try {
            for (int i = 0; i < buffers; i++) {
                pool.take();
            }
            workers.shutdown();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private SealedChunk write(int serial, List<String> columns, OpenChunk chunk) {
        Failpoints.hit("chunk.filled");
        String name = ChunkName.fresh(run.flow().id(), run.clock().instant(), serial);
        SealedFile file =
                FileSealer.seal(run.folder(), name, header(columns), chunk.bytes(), chunk.length(), chunk.rows());
        Sidecar.write(RunFolders.sidecar(run.folder(), name), serial, chunk.keys(), true);
        Failpoints.hit("chunk.sealed");
        return new SealedChunk(serial, file, chunk.added(), chunk.changed());
    }

    private static RaiException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RaiException(ErrorCode.RUN_STOPPED, "The run was interrupted.", e);
    }

    @Override
    public void close() {
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
                run.listener().notice("A chunk is still being sealed.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
