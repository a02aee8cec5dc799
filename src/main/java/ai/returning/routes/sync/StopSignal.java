package ai.returning.routes.sync;

import ai.returning.routes.support.RaiException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Why a run ends early; the first reason stays. */
final class StopSignal {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch hurried = new CountDownLatch(1);
    private @Nullable RaiException reason;
    private boolean brake;
    private volatile boolean lost;
    private Runnable onStop = () -> {};

    /** Ends reading and uploading; what was sent is still settled. */
    void stop(RaiException why) {
        Runnable woken = () -> {};
        synchronized (this) {
            if (reason == null) {
                reason = why;
                stopped.countDown();
                woken = onStop;
            }
        }
        woken.run();
    }

    /** What to do when the run is stopped: wake what waits without a limit. At once if it is stopped already. */
    void onStop(Runnable wake) {
        synchronized (this) {
            onStop = wake;
        }
        if (isStopped()) {
            wake.run();
        }
    }

    /** A stop by a brake, before anything was sent. */
    void brake(RaiException why) {
        synchronized (this) {
            brake = reason == null;
        }
        stop(why);
    }

    /** Ends waiting for the API too: the process is going down, or the run is no longer ours. */
    void hurry(RaiException why) {
        stop(why);
        hurried.countDown();
    }

    /** The run is another process's: nothing may leave any more, not even what was about to. */
    void lose(RaiException why) {
        lost = true;
        hurry(why);
    }

    boolean isLost() {
        return lost;
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    boolean isHurried() {
        return hurried.getCount() == 0;
    }

    synchronized boolean isBrake() {
        return brake;
    }

    synchronized @Nullable RaiException reason() {
        return reason;
    }

    /** Waits; true if the run was stopped meanwhile. */
    boolean awaitStop(long nanos) throws InterruptedException {
        return stopped.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Waits; true if the process is in a hurry. */
    boolean awaitHurry(long nanos) throws InterruptedException {
        return hurried.await(nanos, TimeUnit.NANOSECONDS);
    }
}
