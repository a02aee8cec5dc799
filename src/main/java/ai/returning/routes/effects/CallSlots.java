package ai.returning.routes.effects;

import java.util.ArrayDeque;

/**
 * How many calls are under way at a time. While they are, the claims of the next ones are committed, so that no slot waits
 * for the database.
 */
final class CallSlots {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int free;

    CallSlots(int most) {
        this.free = most;
    }

    /** Runs at once if a slot is free, else on the thread that gives one back. */
    void take(Runnable call) {
        synchronized (this) {
            if (free == 0) {
                waiting.add(call);
                return;
            }
            free--;
        }
        call.run();
    }

    void giveBack() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        next.run();
    }
}
