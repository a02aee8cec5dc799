package ai.returning.routes.sync.source;

import java.time.Duration;

/** A wait between two attempts that ends early when the source is closed. */
@FunctionalInterface
interface Pause {
    void await(Duration time) throws InterruptedException;
}
