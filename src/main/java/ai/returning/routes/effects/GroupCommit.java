package ai.returning.routes.effects;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Commits what many threads ask for in few transactions: while one commit is on its way to the disk, the next gathers.
 * If a commit is refused the batch is halved, so that one bad row does not hold up its neighbours.
 */
final class GroupCommit<I, O> implements AutoCloseable {
    private record Waiting<I, O>(@Nullable I item, CompletableFuture<O> done) {}

    private final BlockingQueue<Waiting<I, O>> queue = new LinkedBlockingQueue<>();
    private final Function<List<I>, List<O>> commit;
    private final int most;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param most items of one commit
     * @param commit writes the items in one transaction and gives an outcome each
     */
    GroupCommit(String name, int most, Function<List<I>, List<O>> commit) {
        this.most = most;
        this.commit = commit;
        this.thread = new Thread(this::work, name);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Completes after the commit, on the committing thread: work that takes long belongs elsewhere. */
    CompletableFuture<O> add(I item) {
        CompletableFuture<O> done = new CompletableFuture<>();
        queue.add(new Waiting<>(item, done));
        if (closed) {
            refuseRest();
        }
        return done;
    }

    /** Commits what waits and ends. */
    @Override
    public void close() {
        closed = true;
        queue.add(new Waiting<>(null, new CompletableFuture<>()));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        refuseRest();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        boolean more = true;
        while (more) {
            try {
                List<Waiting<I, O>> batch = new ArrayList<>();
                batch.add(queue.take());
                queue.drainTo(batch, most - 1);
                more = batch.stream().allMatch(one -> one.item() != null);
                batch.removeIf(one -> one.item() == null);
                write(batch);
            } catch (InterruptedException e) {
                more = false;
            }
        }
    }

    private void write(List<Waiting<I, O>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<O> outcomes;
        try {
            List<I> items = new ArrayList<>(batch.size());
            for (Waiting<I, O> one : batch) {
                if (one.item() != null) {
                    items.add(one.item());
                }
            }
            outcomes = commit.apply(items);
        } catch (RuntimeException e) {
            refused(batch, e);
            return;
        }
        for (int i = 0; i < outcomes.size(); i++) {
            batch.get(i).done().complete(outcomes.get(i));
        }
    }

    private void refused(List<Waiting<I, O>> batch, RuntimeException failure) {
        boolean away = failure instanceof RaiException known && known.code() == ErrorCode.STATE_UNAVAILABLE;
        if (batch.size() == 1 || away) {
            batch.forEach(one -> one.done().completeExceptionally(failure));
        } else {
            write(batch.subList(0, batch.size() / 2));
            write(batch.subList(batch.size() / 2, batch.size()));
        }
    }

    private void refuseRest() {
        for (Waiting<I, O> one = queue.poll(); one != null; one = queue.poll()) {
            one.done()
                    .completeExceptionally(
                            new RaiException(ErrorCode.RUN_STOPPED, "The ledger is closed. Nothing was written."));
        }
    }
}
