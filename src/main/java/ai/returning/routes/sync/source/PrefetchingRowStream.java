package ai.returning.routes.sync.source;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import org.jspecify.annotations.Nullable;

/** Reads ahead of its reader on a thread of its own, a few batches and no more. */
final class PrefetchingRowStream implements RowStream {
    private static final long LAST_WORD_MILLIS = 200;

    private final RowStream inner;
    private final HandOver<RawRows> batches;
    private final Thread thread;
    private volatile boolean exhausted;

    private PrefetchingRowStream(String source, RowStream inner, int depth) {
        this.inner = inner;
        this.batches = new HandOver<>(depth);
        this.thread = new Thread(this::readAhead, "source-" + source);
        this.thread.setDaemon(true);
    }

    /**
     * Starts to read.
     *
     * @param depth batches that may wait for the reader
     */
    static PrefetchingRowStream start(String source, RowStream inner, int depth) {
        PrefetchingRowStream stream = new PrefetchingRowStream(source, inner, depth);
        stream.thread.start();
        return stream;
    }

    @Override
    public SourceColumns columns() {
        return inner.columns();
    }

    @Override
    public @Nullable RawRows next() {
        if (exhausted) {
            return null;
        }
        RawRows batch = take();
        if (batch == null) {
            rethrow(batches.failure());
            exhausted = !batches.closed() && inner.exhausted();
        }
        return batch;
    }

    @Override
    public boolean exhausted() {
        return exhausted;
    }

    @Override
    public boolean showsAll() {
        return inner.showsAll();
    }

    @Override
    public void settled(String runId) {
        inner.settled(runId);
    }

    /** Whether nothing more will be read. */
    boolean over() {
        return exhausted || batches.closed();
    }

    @Override
    public void close() {
        batches.close();
        inner.close();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(LAST_WORD_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // The reader must learn of anything that ends this thread, errors of the virtual machine included.
    private void readAhead() {
        try {
            RawRows batch = inner.next();
            while (batch != null && batches.put(batch)) {
                batch = inner.next();
            }
            batches.end(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            batches.end(stopped());
        } catch (RuntimeException | Error e) {
            batches.end(e);
        }
    }

    private @Nullable RawRows take() {
        try {
            return batches.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped();
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException problem) {
            throw problem;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private static RaiException stopped() {
        return new RaiException(ErrorCode.RUN_STOPPED, "Reading the source was interrupted.");
    }
}
