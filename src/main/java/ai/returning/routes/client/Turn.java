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

    /** Why no turn came: the client was closed, or what held the turn back when its time was over. */
    enum Refusal {
        CLOSED,
        RATE,
        PAUSED,
        NO_PLACE,
        QUEUE_FULL
    }

    void granted();

    /** The wait was too long, or the client was closed ({@code waited} is then zero). */
    void refused(Refusal why, Duration waited);
}
