package ai.returning.routes.sync;

import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** How a run is asked for. */
public record RunRequest(
        /** Send rows that did not change, too. The brakes stay. */
        boolean full,
        /** Stop reading after so many rows; 0 means all. */
        long limit,
        /** The code a brake printed, if its stop is to be overruled. */
        @Nullable String confirm,
        /** The due time of the schedule, or null for a manual or start-up run. */
        @Nullable ZonedDateTime due) {

    public static final RunRequest PLAIN = new RunRequest(false, 0, null, null);
}
