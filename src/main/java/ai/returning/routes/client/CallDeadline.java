package ai.returning.routes.client;

import java.time.Duration;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * The time limits of one running call, and how far it came. The calling thread reports progress; a {@link CallWatch}
 * ends the call when a limit has passed or the calling thread was interrupted.
 */
final class CallDeadline {
    /** Attribute of the HTTP context under which a call carries its deadline. */
    static final String ATTRIBUTE = "rai.call-deadline";

    /** What ended the call before its time. */
    enum End {
        NONE,
        LATE,
        INTERRUPTED
    }

    private final Thread caller = Thread.currentThread();
    private final Cancellable request;
    private final ClientSettings.Limits limits;
    private final boolean hasBody;
    private volatile long due;
    private volatile boolean started;
    private volatile boolean sent;
    private volatile End end = End.NONE;

    CallDeadline(Cancellable request, ClientSettings.Limits limits, boolean hasBody) {
        this.request = request;
        this.limits = limits;
        this.hasBody = hasBody;
        // waiting for a free connection has the same limit as making one
        expectWithin(limits.connect().multipliedBy(2));
    }

    /** The connection stands and the next thing is the first byte of the request: from here on bytes may have left. */
    void transportStarts() {
        started = true;
        sent = !hasBody;
        expectWithin(hasBody ? limits.send() : limits.answer());
    }

    void bodySent() {
        sent = true;
        expectWithin(limits.answer());
    }

    /** False is the proof that no byte of the request left. */
    boolean mayHaveSent() {
        return started;
    }

    boolean sentAll() {
        return sent;
    }

    End end() {
        return end;
    }

    /** Cancels the request if its time is over or its caller was interrupted. */
    void check(long now) {
        if (end != End.NONE) {
            return;
        }
        if (caller.isInterrupted()) {
            cancel(End.INTERRUPTED);
        } else if (now - due > 0) {
            cancel(End.LATE);
        }
    }

    private void cancel(End why) {
        end = why;
        request.cancel();
    }

    private void expectWithin(Duration limit) {
        due = System.nanoTime() + limit.toNanos();
    }
}
