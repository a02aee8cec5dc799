package ai.returning.routes.sync.source;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue from one thread to another that can end, fail or be closed. Closing wakes both sides; neither is
 * interrupted, because an interrupt within an embedded database closes its file.
 */
final class HandOver<T> {
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private final int capacity;
    private boolean ended;
    private boolean closed;
    private @Nullable Throwable failure;

    HandOver(int capacity) {
        this.capacity = capacity;
    }

    /** Waits for room; false if the queue has been closed. */
    synchronized boolean put(T item) throws InterruptedException {
        while (waiting.size() >= capacity && !closed) {
            wait();
        }
        if (!closed) {
            waiting.add(item);
            notifyAll();
        }
        return !closed;
    }

    /** No further item comes; {@code cause} says why if it is not the regular end. */
    synchronized void end(@Nullable Throwable cause) {
        ended = true;
        failure = cause;
        notifyAll();
    }

    /** The next item, or null after the last one or once closed. */
    synchronized @Nullable T take() throws InterruptedException {
        while (waiting.isEmpty() && !ended && !closed) {
            wait();
        }
        T item = closed ? null : waiting.poll();
        notifyAll();
        return item;
    }

    /** Why the items ended early; null at a regular end, while items wait, and once closed. */
    synchronized @Nullable Throwable failure() {
        return closed || !waiting.isEmpty() ? null : failure;
    }

    synchronized boolean closed() {
        return closed;
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }
}
