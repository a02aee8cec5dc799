package ai.returning.routes.client;

import java.time.Duration;

/** Someone who waits for permission to call. Exactly one of the two answers comes, once. */
interface Turn {
    /** What decides when a turn comes. */
    record Kind(
            boolean bulk,
            /** Takes one of the calls in flight, and gives it back by {@link TurnQueue#release}. */
            boolean takesPlace,
            /** Goes although the budget pauses: its caller does its own waiting. */
            boolean throughPauses) {}

    void granted();

    /** The wait was too long, or the client was closed ({@code waited} is then zero). */
    void refused(Duration waited);
}
