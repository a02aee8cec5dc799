package ai.returning.routes.flowtest;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/** Tells when no message is under way any more: what a wire tap or a queue took over counts as well. */
final class Stillness extends LifecycleStrategySupport {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
    /** A task is in no count for a moment while its thread takes it up. */
    private static final int LOOKS = 3;

    private final CamelContext context;
    private final Queue<ThreadPoolExecutor> pools = new ConcurrentLinkedQueue<>();

    Stillness(CamelContext context) {
        this.context = context;
        context.addLifecycleStrategy(this);
    }

    @Override
    public void onThreadPoolAdd(
            CamelContext camel,
            ThreadPoolExecutor pool,
            @Nullable String id,
            @Nullable String source,
            @Nullable String route,
            @Nullable String profile) {
        // a schedule always holds its next task
        if (!(pool instanceof ScheduledThreadPoolExecutor)) {
            pools.add(pool);
        }
    }

    /**
     * Waits until nothing is under way.
     *
     * @throws RaiException TEST_INVALID after ten seconds
     */
    void await() {
        long end = System.nanoTime() + LONGEST.toNanos();
        int still = 0;
        while (still < LOOKS) {
            still = pending() == 0 ? still + 1 : 0;
            if (still < LOOKS) {
                if (System.nanoTime() > end) {
                    throw new RaiException(
                            ErrorCode.TEST_INVALID,
                            pending() + " messages are still under way after " + LONGEST.toSeconds()
                                    + " s. A case must come to an end: make the delays of the route settings, and set"
                                    + " them short in 'properties'.");
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    private int pending() {
        int pending = context.getInflightRepository().size();
        for (ThreadPoolExecutor pool : pools) {
            pending += pool.getQueue().size();
        }
        for (Route route : context.getRoutes()) {
            Consumer consumer = route.getConsumer();
            pending += consumer instanceof ShutdownAware aware ? aware.getPendingExchangesSize() : 0;
            for (Service service : route.getServices()) {
                pending += service instanceof ShutdownAware aware ? aware.getPendingExchangesSize() : 0;
            }
        }
        return pending;
    }
}
