package ai.returning.routes.component;

import org.jspecify.annotations.Nullable;

/** What became of one item of a list that was called item by item. */
public record CallOutcome(
        /** Place in the list, from 0. */
        int index,
        /** HTTP status; 0 if no answer came or nothing was sent. */
        int status,
        /** The answer as maps and lists, if the call succeeded and has one. */
        @Nullable Object payload,
        /** Why it failed, with its code; null if it succeeded. */
        @Nullable String failure) {

    public boolean ok() {
        return failure == null;
    }
}
