package ai.returning.routes.crm;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that end when the reading is closed. */
public final class Closing {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final String source;

    public Closing(String source) {
        this.source = source;
    }

    public void close() {
        closed.countDown();
    }

    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** @throws RaiException RUN_STOPPED if the reading was closed */
    public void pause(Duration time) {
        try {
            if (closed.await(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS)) {
                throw new RaiException(ErrorCode.RUN_STOPPED, source + " was closed.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RaiException(ErrorCode.RUN_STOPPED, "The wait for " + source + " was interrupted.", e);
        }
    }
}
