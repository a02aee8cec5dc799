package ai.returning.routes.sync;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a run ours: renews its lease four times in its span; a lost lease ends the run at once. */
final class Lease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final RunContext run;
    private final ScheduledExecutorService beat;
    private volatile long renewedAt = System.nanoTime();

    Lease(RunContext run) {
        this.run = run;
        this.beat = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lease-" + run.runId());
            thread.setDaemon(true);
            return thread;
        });
        long period = Math.max(1, run.settings().lease().toMillis() / 4);
        beat.scheduleAtFixedRate(this::renew, period, period, TimeUnit.MILLISECONDS);
    }

    private void renew() {
        try {
            long asked = System.nanoTime();
            if (run.store()
                    .runs()
                    .renew(run.runId(), run.owner(), run.settings().lease())) {
                renewedAt = asked;
            } else {
                lost("another process has taken it over");
            }
        } catch (RaiException e) {
            LOG.warn("lease of run {} could not be renewed: {}", run.runId(), e.getMessage());
            if (Duration.ofNanos(System.nanoTime() - renewedAt)
                            .compareTo(run.settings().lease())
                    > 0) {
                lost("the state database has not answered for the length of the lease");
            }
        } catch (RuntimeException | Error e) {
            // A beat that throws is never repeated: without this the run would lose its lease unnoticed.
            Fatal.haltOn(e);
            lost("renewing it failed: " + e);
        }
    }

    private void lost(String why) {
        run.stop()
                .lose(new RaiException(
                        ErrorCode.RUN_STATE_LOST,
                        "Run " + run.runId() + " lost its lease: " + why + ". Nothing further is sent from here."));
    }

    @Override
    public void close() {
        // Never interrupted: an interrupt inside H2 closes its file.
        beat.shutdown();
    }
}
