package ai.returning.routes.sync;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors after which a process must not go on: it halts, and the next start continues the run. */
final class Fatal {
    private static final Logger LOG = LoggerFactory.getLogger(Fatal.class);
    private static final int EXIT_CODE = 3;

    private Fatal() {}

    /** Halts the process if {@code failure} or a cause of it is an out-of-memory or another error of the machine. */
    static void haltOn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                LOG.error(
                        "out of memory ({}); the process halts, the next start continues the run", cause.getMessage());
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        }
    }
}
