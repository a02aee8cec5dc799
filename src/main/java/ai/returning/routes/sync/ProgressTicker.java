package ai.returning.routes.sync;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener four times a second where the run stands. */
final class ProgressTicker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressTicker.class);

    private final RunContext run;
    private final Function<RunProgress.Phase, RunProgress> progress;
    private final ScheduledExecutorService ticker;
    private volatile RunProgress.Phase phase = RunProgress.Phase.WAITING;

    ProgressTicker(RunContext run, Function<RunProgress.Phase, RunProgress> progress) {
        this.run = run;
        this.progress = progress;
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress-" + run.runId());
            thread.setDaemon(true);
            return thread;
        });
        ticker.scheduleAtFixedRate(this::tick, 250, 250, TimeUnit.MILLISECONDS);
    }

    void phase(RunProgress.Phase next) {
        phase = next;
        tick();
    }

    private void tick() {
        try {
            run.listener().progress(progress.apply(phase));
        } catch (RuntimeException e) {
            LOG.debug("a listener failed", e); // a display must not stop a run
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        phase(RunProgress.Phase.ENDED);
    }
}
