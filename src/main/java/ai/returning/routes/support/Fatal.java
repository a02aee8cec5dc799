package ai.returning.routes.support;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors after which a process must not go on: it halts, and the engines go on with the next start. */
public final class Fatal {
    private static final Logger LOG = LoggerFactory.getLogger(Fatal.class);
    private static final int EXIT_CODE = 3;

    private Fatal() {}

    /** Halts if memory ran out anywhere below the failure. */
    public static void haltOn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                LOG.error("out of memory ({}); the process halts, the next start goes on", cause.getMessage());
                Runtime.getRuntime().halt(EXIT_CODE);
            }
        }
    }
}
