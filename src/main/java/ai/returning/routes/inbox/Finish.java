package ai.returning.routes.inbox;

import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param event as it was claimed
 * @param state DONE, PARKED, or RECEIVED for another attempt
 * @param dueAt when another attempt may be made
 * @param reason null where nothing is to be said
 * @param applied true if the route worked, so that older events of the user are obsolete now
 * @param counts whether the attempt counts: not where somebody else was to blame
 */
public record Finish(
        InboxEvent event,
        EventState state,
        long dueAt,
        @Nullable String reason,
        long at,
        boolean applied,
        boolean counts) {

    /** An attempt that counts. */
    public Finish(InboxEvent event, EventState state, long dueAt, @Nullable String reason, long at, boolean applied) {
        this(event, state, dueAt, reason, at, applied, true);
    }
}
