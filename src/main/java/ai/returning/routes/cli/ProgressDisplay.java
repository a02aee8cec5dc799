package ai.returning.routes.cli;

import ai.returning.routes.sync.RunListener;
import java.io.PrintWriter;

/** Shows a run as it goes, on standard error: a bar on a terminal, else a line every few seconds. */
interface ProgressDisplay extends RunListener, AutoCloseable {
    /** Set by the launcher, which alone can tell whether standard error is a terminal. */
    String TERMINAL_PROPERTY = "rai.terminal";

    static ProgressDisplay of(PrintWriter err) {
        return Boolean.getBoolean(TERMINAL_PROPERTY)
                ? new ProgressBarDisplay(err)
                : new ProgressLines(err, System::nanoTime);
    }

    @Override
    void close();
}
