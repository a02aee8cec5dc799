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

    /** Ends reading and uploading; what was sent is still settled. */
    synchronized void stop(RaiException why) {
        if (reason == null) {
            reason = why;
            stopped.countDown();
        }
    }

    /** A stop by a brake, before anything was sent. */
    synchronized void brake(RaiException why) {
        brake = reason == null;
        stop(why);
    }

    /** Ends waiting for the API too: the process is going down, or the run is no longer ours. */
    void hurry(RaiException why) {
        stop(why);
        hurried.countDown();
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
