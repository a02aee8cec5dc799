package ai.returning.routes.sync;

import java.util.Locale;

/** The states of a run; the words are the same in code, CLI and docs. */
public enum RunState {
    OPEN,
    SETTLING,
    DONE,
    DONE_WITH_REJECTS,
    UNVERIFIED,
    STOPPED,
    ABANDONED;

    /** The printed word, such as {@code done-with-rejects}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static RunState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public boolean isFinal() {
        return this != OPEN && this != SETTLING;
    }
}
