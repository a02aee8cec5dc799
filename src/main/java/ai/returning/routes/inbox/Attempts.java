package ai.returning.routes.inbox;

import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Fatal;
import ai.returning.routes.support.NotYetException;
import ai.returning.routes.support.RaiException;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one attempt and says what becomes of the event. */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final int LONGEST_REASON = 1000;
    /** No repetition mends these; what a CRM may have written must not be written again. */
    private static final Set<ErrorCode> FINAL =
            Set.of(ErrorCode.EVENT_UNPROVEN, ErrorCode.EVENT_UNREADABLE, ErrorCode.CRM_UNKNOWN);

    private final InboxStore store;
    private final Clock clock;
    private final DispatchSettings settings;

    Attempts(InboxStore store, Clock clock, DispatchSettings settings) {
        this.store = store;
        this.clock = clock;
        this.settings = settings;
    }

    /** Null if the event has ended together with what was written for it. */
    @Nullable
    Finish of(InboxEvent event, EventHandler handler) {
        try {
            if (isObsolete(event)) {
                return done(event, "A newer event of this user was done before; this one was left out.", false);
            }
            return handler.handleAndEnd(event) ? null : done(event, null, true);
        } catch (Throwable e) { // one event must not end the thread that all others need
            Fatal.haltOn(e);
            return failed(event, e);
        }
    }

    private boolean isObsolete(InboxEvent event) {
        Long newness = event.newness();
        String order = event.orderKey();
        return newness != null
                && order != null
                && store.newest(order).filter(newest -> newest > newness).isPresent();
    }

    private Finish done(InboxEvent event, @Nullable String reason, boolean applied) {
        return new Finish(event, EventState.DONE, event.dueAt(), reason, clock.millis(), applied);
    }

    private Finish failed(InboxEvent event, Throwable failure) {
        RaiException known = known(failure);
        if (known instanceof NotYetException later) {
            return later(event, later);
        }
        boolean end = event.attempts() >= settings.attempts() || known != null && FINAL.contains(known.code());
        String reason = reason(failure, known);
        long now = clock.millis();
        if (end) {
            LOG.error(
                    "Event parked: type={} endpoint={} id={} attempts={} reason={}",
                    event.type(),
                    event.endpoint(),
                    event.id(),
                    event.attempts(),
                    reason);
            return new Finish(event, EventState.PARKED, event.dueAt(), reason, now, false);
        }
        long wait = settings.backoff(event.attempts());
        LOG.warn(
                "Event will be tried again: type={} endpoint={} id={} attempt={} wait-ms={} reason={}",
                event.type(),
                event.endpoint(),
                event.id(),
                event.attempts(),
                wait,
                reason);
        return new Finish(event, EventState.RECEIVED, now + wait, reason, now, false);
    }

    /** Whom it waits for fails for everybody: the event is as good as before, however long that takes. */
    private Finish later(InboxEvent event, NotYetException later) {
        long now = clock.millis();
        long wait = Math.max(later.waitTime().toMillis(), settings.backoff(event.attempts()));
        LOG.warn(
                "Event waits, the attempt does not count: type={} endpoint={} id={} wait-ms={} reason={}",
                event.type(),
                event.endpoint(),
                event.id(),
                wait,
                reason(later, later));
        return new Finish(event, EventState.RECEIVED, now + wait, reason(later, later), now, false, false);
    }

    private static @Nullable RaiException known(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++, cause = cause.getCause()) {
            if (cause instanceof RaiException known) {
                return known;
            }
        }
        return null;
    }

    /** Foreign messages may quote the body, so only their kind is told. */
    private static String reason(Throwable failure, @Nullable RaiException known) {
        if (known != null) {
            String text = String.valueOf(known.getMessage());
            return text.substring(0, Math.min(text.length(), LONGEST_REASON));
        }
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        return ErrorCode.EVENT_FAILED.code() + " The route failed: "
                + root.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]) + ".";
    }
}
