package ai.returning.routes.inbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where an event stands. */
public enum EventState {
    /** Stored; waits for its turn, or for another attempt. */
    RECEIVED,
    /** A route has it. */
    WORKING,
    /** Its route ended well, or a newer event made it obsolete; the reason says so. */
    DONE,
    /** Needs a person: it cannot be read, or its route failed too often. */
    PARKED;

    /** As commands and tables have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(EventState::word).toList();
    }

    public static EventState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
