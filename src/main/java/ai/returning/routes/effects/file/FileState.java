package ai.returning.routes.effects.file;

import java.util.Locale;

/** Where a file of effects stands. */
public enum FileState {
    /** Its effects are claimed; it is not on disk yet. Nothing can have left this host. */
    FILLING,
    /** Sealed, and under way: it may have been taken. */
    SENDING,
    /** The API took it; its job says what becomes of each row. */
    ACCEPTED,
    /** It may have been taken or not. Its name is looked for in the job list, and it is never sent again. */
    UNCLEAR,
    /** Each row has its outcome. */
    SETTLED,
    /** The job list proved that it was never taken: its effects go out with another file. */
    ABSENT,
    /** No evidence: a person decides about its effects. */
    PERSON,
    /** It surely never left this host, or was refused: its effects go out with another file. */
    ABANDONED;

    /** The word in tables and commands. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a word. */
    public static FileState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
