package ai.returning.routes.service;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands work to other threads, unless the last of it is still under way. */
final class OneAtATime implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OneAtATime.class);

    private final Executor workers;
    private final Runnable work;
    private final AtomicBoolean busy = new AtomicBoolean();

    OneAtATime(Executor workers, Runnable work) {
        this.workers = workers;
        this.work = work;
    }

    @Override
    public void run() {
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        boolean handed = false;
        try {
            workers.execute(this::once);
            handed = true;
        } finally {
            if (!handed) {
                busy.set(false);
            }
        }
    }

    private void once() {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("A round failed, and will be repeated: {}", String.valueOf(e.getMessage()));
        } finally {
            busy.set(false);
        }
    }
}
