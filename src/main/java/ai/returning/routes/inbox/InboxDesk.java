package ai.returning.routes.inbox;

import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person sees of the inbox, and does with it. */
public final class InboxDesk {
    private static final int MOST_REPLAYED = 10_000;

    private final InboxStore store;
    private final Clock clock;

    public InboxDesk(InboxStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The newest first; each filter may be null. */
    public List<InboxEvent> list(
            @Nullable EventState state, @Nullable String type, @Nullable String endpoint, long since, int limit) {
        return store.recent(state, type, endpoint, since, limit);
    }

    /** Number of events by state. */
    public Map<EventState, Long> counts() {
        return store.counts();
    }

    /**
     * One event by the first characters of its id.
     *
     * @throws RaiException EVENT_UNKNOWN if there is none, or several
     */
    public InboxEvent show(String id) {
        List<InboxEvent> found = id.matches("[0-9a-f]{4,32}") ? store.startingWith(id, 2) : List.of();
        if (found.size() != 1) {
            throw new RaiException(
                    ErrorCode.EVENT_UNKNOWN,
                    (found.isEmpty() ? "No event has" : "Several events have") + " an id that begins with '" + id
                            + "'. Take more of the id from ./rai inbox list; at least 4 characters.");
        }
        return found.get(0);
    }

    /**
     * Gives an ended event to its route once more.
     *
     * @throws RaiException EVENT_CLOSED if it still waits or is under way
     */
    public InboxEvent replay(String id, String reason) {
        InboxEvent event = show(id);
        if (store.replay(List.of(event), reason(reason), clock.millis()) == 0) {
            throw new RaiException(
                    ErrorCode.EVENT_CLOSED,
                    "Event " + event.id().substring(0, 12) + " is "
                            + event.state().word()
                            + "; only done and parked ones are replayed. Wait until it has ended.");
        }
        return show(event.id());
    }

    /**
     * Gives all parked or done events since a time to their routes once more; at most 10,000.
     *
     * @return how many
     */
    public int replayAll(
            EventState state, @Nullable String type, @Nullable String endpoint, long since, String reason) {
        if (state != EventState.DONE && state != EventState.PARKED) {
            throw new RaiException(
                    ErrorCode.EVENT_CLOSED, "Only done and parked events are replayed, not " + state.word() + " ones.");
        }
        List<InboxEvent> found = store.recent(state, type, endpoint, since, MOST_REPLAYED);
        return found.isEmpty() ? 0 : store.replay(found, reason(reason), clock.millis());
    }

    private static String reason(String reason) {
        String line = "Replayed: " + reason.strip();
        return line.substring(0, Math.min(line.length(), 1000));
    }
}
