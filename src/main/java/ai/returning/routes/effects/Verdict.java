package ai.returning.routes.effects;

import java.util.Locale;
import java.util.Optional;

/**
 * What a rule said about an event.
 *
 * @param id 0 before it is written
 * @param rule empty for the event as a whole
 * @param reason one word if it is parked, such as {@code unknown-user}; else empty
 * @param why one sentence
 * @param place file and line of the rule
 * @param who the user as the event names it, in small letters; empty if it names none
 * @param subject the user as the effect names it; empty if unknown
 * @param effectId the effect it led to; empty if none
 * @param event the event as JSON, kept while it needs a person; empty otherwise
 * @param replay whether a person wants it decided again
 * @param at milliseconds since 1970
 */
public record Verdict(
        long id,
        String flow,
        String eventKey,
        String rule,
        Kind kind,
        String reason,
        String why,
        String place,
        String who,
        String subject,
        Optional<String> effectId,
        Optional<String> event,
        boolean replay,
        long at) {
    /** Refuses what the ledger cannot keep; the words of {@code why} are clipped later. */
    public Verdict {
        Fits.require("flow", flow, Fits.FLOW);
        Fits.require("event key", eventKey, Fits.EVENT_KEY);
        Fits.require("rule", rule, Fits.RULE);
        Fits.require("reason", reason, 60);
        Fits.require("sentence", why, Integer.MAX_VALUE);
        Fits.require("place", place, Fits.PLACE);
        Fits.require("user", who, Fits.SUBJECT);
        Fits.require("subject", subject, Fits.SUBJECT);
        event.ifPresent(text -> Fits.require("event", text, Integer.MAX_VALUE));
    }

    /** What came of it. */
    public enum Kind {
        /** It led to an effect, or the effect was there. */
        WANTED,
        /** The rule does not speak of it. */
        NO_MATCH,
        /** It led to an effect that waits for approval. */
        HELD,
        /** It cannot be decided as it is; a person mends the cause and has it decided again. */
        PARKED,
        /** The same event is known with another content. */
        CONFLICT;

        /** The word in tables and commands. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The kind of a word. */
        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
