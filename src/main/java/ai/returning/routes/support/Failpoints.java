package ai.returning.routes.support;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Named places at which a crash test may act. In a normal process each hit is one volatile read and nothing else.
 */
public final class Failpoints {
    private static final Map<String, Runnable> ACTIONS = new ConcurrentHashMap<>();
    private static volatile boolean armed;

    private Failpoints() {}

    /** Marks a step of an engine. The names are listed by the crash tests, which fail on one that has no test. */
    public static void hit(String name) {
        if (armed) {
            Runnable action = ACTIONS.get(name);
            if (action != null) {
                action.run();
            }
        }
    }

    /** Only for tests: runs {@code action} at each hit of {@code name}, on the thread that hits it. */
    public static void arm(String name, Runnable action) {
        ACTIONS.put(name, action);
        armed = true;
    }

    /** Only for tests: forgets all actions. */
    public static void disarm() {
        armed = false;
        ACTIONS.clear();
    }
}
