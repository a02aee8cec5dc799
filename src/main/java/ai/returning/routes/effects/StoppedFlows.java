package ai.returning.routes.effects;

import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stop switch for what is claimed already. A claim asks the database itself; a call that then waits for its turn asks
 * here, at once and on any thread, and learns of a stop that is a quarter of a second old.
 */
final class StoppedFlows {
    private static final Logger LOG = LoggerFactory.getLogger(StoppedFlows.class);
    private static final int MILLIS = 250;

    private final Supplier<Set<String>> switches;
    private final BooleanSupplier needed;
    private volatile Set<String> stopped = Set.of();

    /**
     * @param switches names of all stopped flows
     * @param needed whether anything is claimed; while nothing is, nobody has to look
     */
    StoppedFlows(Supplier<Set<String>> switches, BooleanSupplier needed) {
        this.switches = switches;
        this.needed = needed;
    }

    StoppedFlows watch(ScheduledExecutorService workers) {
        workers.scheduleWithFixedDelay(this::look, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    boolean has(String flow) {
        return stopped.contains(flow);
    }

    private void look() {
        try {
            stopped = needed.getAsBoolean() ? switches.get() : Set.of();
        } catch (RuntimeException e) {
            LOG.debug("The stopped flows could not be read, and will be again", e);
        }
    }
}
