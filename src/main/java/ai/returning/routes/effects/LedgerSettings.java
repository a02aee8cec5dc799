package ai.returning.routes.effects;

import java.time.Duration;

/**
 * Times of the ledger.
 *
 * @param lease how long a send may take before it counts as lost; longer than the longest answer of the API
 * @param quiet how long an unclear effect rests before a read-back that finds nothing counts
 * @param betweenLooks between two read-backs
 * @param looks read-backs that must find nothing before an effect counts as not applied
 * @param hold how long nothing is sent after the API refused the key
 * @param firstBackoff first wait after an attempt of which nothing left; doubles
 * @param longestBackoff longest such wait
 * @param giveUp how long evidence is looked for before a person has to decide
 */
public record LedgerSettings(
        Duration lease,
        Duration quiet,
        Duration betweenLooks,
        int looks,
        Duration hold,
        Duration firstBackoff,
        Duration longestBackoff,
        Duration giveUp) {

    /** 3 min, 15 min, 5 min, 2, 1 min, 1 s, 5 min, 7 days. */
    public static final LedgerSettings STANDARD = new LedgerSettings(
            Duration.ofMinutes(3),
            Duration.ofMinutes(15),
            Duration.ofMinutes(5),
            2,
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofDays(7));
}
