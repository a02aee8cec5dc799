package ai.returning.routes.jdbc;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Fatal;
import ai.returning.routes.support.RaiException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Commits what many threads ask for in few transactions: while one commit is on its way to the disk, the next gathers.
 * If a commit is refused the batch is halved, so that one bad row does not hold up its neighbours.
 */
public final class GroupCommit<I, O> implements AutoCloseable {
    private record Waiting<I, O>(I item, CompletableFuture<O> done) {}

    /** A database that is away for longer than this at the end keeps what it did not take. */
    private static final Duration LAST_COMMITS = Duration.ofSeconds(20);

    /** Guards itself and {@link #closed}. */
    private final ArrayDeque<Waiting<I, O>> queue = new ArrayDeque<>();

    private final Function<List<I>, List<O>> commit;
    private final int most;
    private final int room;
    private final Thread thread;
    private boolean closed;

    /**
     * A committer with a thread of its own.
     *
     * @param most items of one commit
     * @param commit writes the items in one transaction and gives an outcome each
     */
    public GroupCommit(String name, int most, Function<List<I>, List<O>> commit) {
        this(name, most, Integer.MAX_VALUE, commit);
    }

    /** @param room items that may wait; one more is refused by {@link #offer} */
    public GroupCommit(String name, int most, int room, Function<List<I>, List<O>> commit) {
        this.most = most;
        this.room = room;
        this.commit = commit;
        this.thread = new Thread(this::work, name);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Completes after the commit, on the committing thread: work that takes long belongs elsewhere. */
    public CompletableFuture<O> add(I item) {
        return add(item, Integer.MAX_VALUE).orElseThrow();
    }

    /** The same, or nothing if there is no room. */
    public Optional<CompletableFuture<O>> offer(I item) {
        return add(item, room);
    }

    private Optional<CompletableFuture<O>> add(I item, int limit) {
        CompletableFuture<O> done = new CompletableFuture<>();
        synchronized (queue) {
            if (!closed) {
                if (queue.size() >= limit) {
                    return Optional.empty();
                }
                queue.add(new Waiting<>(item, done));
                queue.notifyAll();
                return Optional.of(done);
            }
        }
        done.completeExceptionally(closed());
        return Optional.of(done);
    }

    /** Commits what waits and ends. What cannot be committed soon fails, so that nobody waits for ever. */
    @Override
    public void close() {
        synchronized (queue) {
            closed = true;
            queue.notifyAll();
        }
        try {
            thread.join(LAST_COMMITS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Waiting<I, O>> rest;
        synchronized (queue) {
            rest = List.copyOf(queue);
            queue.clear();
        }
        rest.forEach(one -> one.done().completeExceptionally(closed()));
    }

    private static RaiException closed() {
        return new RaiException(ErrorCode.RUN_STOPPED, "The process ends. Nothing was written.");
    }

    private void work() {
        for (List<Waiting<I, O>> batch = take(); !batch.isEmpty(); batch = take()) {
            write(batch);
        }
    }

    /** What waits, at most one batch; empty at the end. */
    private List<Waiting<I, O>> take() {
        List<Waiting<I, O>> batch = new ArrayList<>();
        synchronized (queue) {
            while (queue.isEmpty() && !closed) {
                try {
                    queue.wait();
                } catch (InterruptedException e) {
                    // nobody but close() ends this thread
                    continue;
                }
            }
            while (batch.size() < most && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
        }
        return batch;
    }

    private void write(List<Waiting<I, O>> batch) {
        try {
            List<O> outcomes = commit.apply(batch.stream().map(Waiting::item).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).done().complete(outcomes.get(i));
            }
        } catch (Throwable e) { // an error of one batch must not leave all later ones waiting
            Fatal.haltOn(e);
            refused(batch, e);
        }
    }

    private void refused(List<Waiting<I, O>> batch, Throwable failure) {
        boolean away = failure instanceof RaiException known && known.code() == ErrorCode.STATE_UNAVAILABLE;
        if (batch.size() == 1 || away || failure instanceof Error) {
            batch.forEach(one -> one.done().completeExceptionally(failure));
        } else {
            write(batch.subList(0, batch.size() / 2));
            write(batch.subList(batch.size() / 2, batch.size()));
        }
    }
}
