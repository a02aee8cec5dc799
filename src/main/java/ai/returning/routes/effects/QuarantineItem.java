package ai.returning.routes.effects;

import java.util.Locale;

/**
 * Something that needs a person.
 *
 * @param id by which commands name it
 * @param reason one word
 * @param about the event or effect, without addresses
 * @param why one sentence
 * @param at milliseconds since 1970
 * @param next the command that goes on with it
 */
public record QuarantineItem(
        String id, Kind kind, String flow, String reason, String about, String why, long at, String next) {
    /** What it is. */
    public enum Kind {
        /** An event that a rule could not decide. */
        EVENT,
        /** An order that contradicts an effect of the ledger. */
        ORDER,
        /** An effect that the API refused. */
        REJECTED,
        /** An effect of which nobody knows whether it happened. */
        NEEDS_PERSON,
        /** An effect that may have happened twice. */
        DOUBLE;

        /** The word in tables. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
