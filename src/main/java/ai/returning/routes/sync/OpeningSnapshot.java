package ai.returning.routes.sync;

import ai.returning.routes.sync.snapshot.SnapshotView;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A snapshot that is opened on a thread of its own, while the source answers. Closes it unless somebody took it. */
final class OpeningSnapshot implements AutoCloseable {
    private final CompletableFuture<SnapshotView> opening = new CompletableFuture<>();
    private boolean taken;

    OpeningSnapshot(RunContext run) {
        Thread thread = new Thread(() -> open(run), "snapshot-" + run.flow().id());
        thread.setDaemon(true);
        thread.start();
    }

    private void open(RunContext run) {
        try {
            opening.complete(SnapshotView.open(run.flow().id(), run.folder(), StoredSnapshot.of(run)));
        } catch (Throwable e) {
            // whoever takes it gets it, an out-of-memory error too
            opening.completeExceptionally(e);
        }
    }

    /** The opened snapshot; it belongs to the caller from now on. */
    SnapshotView take() {
        try {
            SnapshotView view = opening.join();
            taken = true;
            return view;
        } catch (CompletionException e) {
            throw cause(e);
        }
    }

    private static RuntimeException cause(CompletionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : e;
    }

    @Override
    public void close() {
        if (!taken) {
            opening.whenComplete(OpeningSnapshot::close);
        }
    }

    private static void close(@Nullable SnapshotView view, @Nullable Throwable failure) {
        if (view != null) {
            view.close();
        }
    }
}
