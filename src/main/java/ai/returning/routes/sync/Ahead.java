package ai.returning.routes.sync;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Something that is opened on a thread of its own, while the source answers. Closing it gives back what nobody took. */
final class Ahead<T> implements AutoCloseable {
    private final CompletableFuture<T> opening = new CompletableFuture<>();
    private final Consumer<T> giveBack;
    private boolean taken;

    private Ahead(Consumer<T> giveBack) {
        this.giveBack = giveBack;
    }

    static <T> Ahead<T> open(String name, Supplier<T> work, Consumer<T> giveBack) {
        Ahead<T> ahead = new Ahead<>(giveBack);
        Thread thread = new Thread(() -> ahead.run(work), name);
        thread.setDaemon(true);
        thread.start();
        return ahead;
    }

    private void run(Supplier<T> work) {
        try {
            opening.complete(work.get());
        } catch (Throwable e) {
            Fatal.haltOn(e); // it may be that nobody takes it
            opening.completeExceptionally(e);
        }
    }

    /** Waits for it; it belongs to the caller from now on. Throws what opening it threw. */
    T take() {
        try {
            T opened = opening.join();
            taken = true;
            return opened;
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
            opening.thenAccept(giveBack);
        }
    }
}
