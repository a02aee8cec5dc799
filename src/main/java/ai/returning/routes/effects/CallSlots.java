package ai.returning.routes.effects;

import java.util.ArrayDeque;
import java.util.List;

/**
 * How many calls are under way at a time. While they are, the claims of the next ones are committed, so that no slot waits
 * for the database.
 */
final class CallSlots implements AutoCloseable {
    /** Whoever wants a slot. */
    interface Call {
        /** A slot is its own until it is given back. */
        void begin();

        /** No slot will come. */
        void leftOut();
    }

    private final ArrayDeque<Call> waiting = new ArrayDeque<>();
    private int free;
    private boolean closed;

    CallSlots(int most) {
        this.free = most;
    }

    /** Runs at once if a slot is free, else on the thread that gives one back. */
    void take(Call call) {
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late && free == 0) {
                waiting.add(call);
                return;
            }
            free -= late ? 0 : 1;
        }
        if (late) {
            call.leftOut();
        } else {
            call.begin();
        }
    }

    void giveBack() {
        Call next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        next.begin();
    }

    /** Nothing begins any more, and who waits is told. */
    @Override
    public void close() {
        List<Call> rest;
        synchronized (this) {
            closed = true;
            rest = List.copyOf(waiting);
            waiting.clear();
        }
        rest.forEach(Call::leftOut);
    }
}
