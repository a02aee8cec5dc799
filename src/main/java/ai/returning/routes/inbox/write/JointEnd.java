package ai.returning.routes.inbox.write;

import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.Finish;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.support.RaiException;
import java.sql.Connection;
import java.time.Clock;

/** Ends an event in the transaction that writes it, for a target that is the state database: one commit has both. */
public final class JointEnd {
    private final Clock clock;

    public JointEnd(Clock clock) {
        this.clock = clock;
    }

    /** @throws RaiException EVENT_CLOSED if another process has the event by now; nothing is to be written then */
    void end(Connection transaction, InboxEvent event) {
        Finish done = new Finish(event, EventState.DONE, event.dueAt(), null, clock.millis(), true);
        if (!InboxStore.finishWithin(transaction, done)) {
            throw new RaiException(
                    ErrorCode.EVENT_CLOSED,
                    "Event " + event.id().substring(0, 12) + " was taken over by another process, which writes it."
                            + " Nothing was written here.");
        }
        Failpoints.hit("inbox.ended-jointly");
    }
}
