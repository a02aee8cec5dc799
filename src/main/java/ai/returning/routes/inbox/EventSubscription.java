package ai.returning.routes.inbox;

import java.time.Duration;

/** Ends with {@link #close}: no further event is taken, and those under way get some time. */
public interface EventSubscription extends AutoCloseable {
    @Override
    void close();

    /** The same with a time of one's own choice. */
    void close(Duration patience);
}
