package ai.returning.routes.client;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of one running call, and how far it came. Whoever carries the call reports progress; a
 * {@link CallWatch} ends it when a limit has passed or the thread that waits for it was interrupted.
 */
final class CallDeadline {
    /** Attribute of the HTTP context under which a call carries its deadline. */
    static final String ATTRIBUTE = "rai.call-deadline";

    /** What ended the call before its time. */
    enum End {
        NONE,
        LATE,
        /** It may no longer begin; its caller set a limit. */
        OVERDUE,
        INTERRUPTED,
        CLOSED
    }

    private final @Nullable Thread caller;
    private final Cancellable request;
    private final ClientSettings.Limits limits;
    private final PreparedCall call;
    private volatile long due;
    private volatile boolean started;
    private volatile boolean sent;
    private volatile End end = End.NONE;

    /** {@code caller} is the thread that waits, null if none does. */
    CallDeadline(Cancellable request, ClientSettings.Limits limits, PreparedCall call, @Nullable Thread caller) {
        this.caller = caller;
        this.request = request;
        this.limits = limits;
        this.call = call;
        // waiting for a free connection has the same limit as making one
        expectWithin(limits.connect().multipliedBy(2));
    }

    /**
     * The connection stands and the next thing is the first byte of the request: from here on bytes may have left.
     * False if the call has ended before; then none may follow.
     */
    synchronized boolean transportStarts() {
        if (end == End.NONE && call.isOverdue()) {
            end = End.OVERDUE;
        }
        if (end != End.NONE) {
            return false;
        }
        started = true;
        sent = !call.hasBody();
        expectWithin(call.hasBody() ? limits.send() : limits.answer());
        return true;
    }

    /**
     * Throws if this process slept between the first byte it was allowed and the one it is about to write: others may have
     * taken the call for lost since. A body that ends before its length is no request.
     */
    void refuseOverslept() throws IOException {
        Long startBy = call.startBy();
        if (startBy != null && System.nanoTime() - startBy > limits.send().toNanos()) {
            throw new IOException("the process slept before the request was written");
        }
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

    /** Neither server nor way to it had a part in the end. */
    boolean endedByUs() {
        return end == End.INTERRUPTED || end == End.CLOSED || end == End.OVERDUE;
    }

    /** The client goes. */
    void close() {
        cancel(End.CLOSED);
    }

    /** Cancels the request if its time is over or its caller was interrupted. */
    void check(long now) {
        if (caller != null && caller.isInterrupted()) {
            cancel(End.INTERRUPTED);
        } else if (now - due > 0) {
            cancel(End.LATE);
        }
    }

    private void cancel(End why) {
        synchronized (this) {
            if (end != End.NONE) {
                return;
            }
            end = why;
        }
        request.cancel();
    }

    private void expectWithin(Duration limit) {
        due = System.nanoTime() + limit.toNanos();
    }
}
