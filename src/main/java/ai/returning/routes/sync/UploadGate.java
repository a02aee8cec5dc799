package ai.returning.routes.sync;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the next upload may start: the gate is open, nothing is being looked up, the API has not asked to slow
 * down, and no more are under way than the tenant allows. The first upload of a run goes alone.
 */
final class UploadGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** By serial: chunks are sealed on several threads and go out in the order of the source. */
    private final Queue<SealedChunk> waiting = new PriorityQueue<>(Comparator.comparingInt(SealedChunk::serial));

    private final StopSignal stop;
    private boolean open;
    private boolean complete;
    private int underWay;
    private int nextSerial = 1;
    private int allowed = 1;
    private int lookups;
    private long notBefore = System.nanoTime();

    UploadGate(StopSignal stop) {
        this.stop = stop;
    }

    /** The serial of the first chunk to come; the others follow without a gap. */
    void startAt(int serial) {
        change(() -> nextSerial = serial);
    }

    void add(SealedChunk chunk) {
        change(() -> waiting.add(chunk));
    }

    void open() {
        change(() -> open = true);
    }

    /** No further chunk will come. */
    void complete() {
        change(() -> complete = true);
    }

    /** From now on so many uploads may be under way at once. */
    void allow(int uploads) {
        change(() -> allowed = uploads);
    }

    void finished() {
        change(() -> underWay--);
    }

    /** Nothing is uploaded while the fate of a chunk is looked up. */
    void lookupStarted() {
        change(() -> lookups++);
    }

    void lookupEnded() {
        change(() -> lookups--);
    }

    void slowDown(long nanos) {
        change(() -> notBefore = Math.max(notBefore, System.nanoTime() + nanos));
    }

    void wake() {
        change(() -> {});
    }

    /** The next chunk to upload; null when there is none left or the run was stopped. */
    @Nullable
    SealedChunk next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (stop.isStopped() || (complete && waiting.isEmpty())) {
                    return null;
                }
                long pause = notBefore - System.nanoTime();
                SealedChunk first = waiting.peek();
                if (first != null && first.serial() == nextSerial && mayGo() && pause <= 0) {
                    underWay++;
                    nextSerial++;
                    return waiting.poll();
                }
                if (pause > 0) {
                    changed.await(pause, TimeUnit.NANOSECONDS);
                } else {
                    changed.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mayGo() {
        return open && lookups == 0 && underWay < allowed;
    }

    /** Waits until a chunk that keeps its place may be sent again; false if the run was stopped meanwhile. */
    boolean awaitTurn() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stop.isStopped()) {
                long pause = notBefore - System.nanoTime();
                if (lookups == 0 && pause <= 0) {
                    return true;
                }
                if (pause > 0) {
                    changed.await(pause, TimeUnit.NANOSECONDS);
                } else {
                    changed.await();
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable work) {
        lock.lock();
        try {
            work.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
