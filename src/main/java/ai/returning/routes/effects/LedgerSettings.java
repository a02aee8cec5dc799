package ai.returning.routes.effects;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Duration;

/**
 * Times and bounds of the ledger.
 *
 * @param lease how long a send may take before it counts as lost; must exceed {@code longestCall}
 * @param longestCall how long a call may take once it begins; it begins only while that much of its lease is left
 * @param quiet how long an unclear effect rests before a read-back that finds nothing counts
 * @param betweenLooks between two read-backs
 * @param looks read-backs that must find nothing before an effect counts as not applied
 * @param attempts attempts that may end unclear before a person has to decide
 * @param hold how long nothing is sent after the API refused the key
 * @param firstBackoff first wait after an attempt of which nothing left; doubles
 * @param longestBackoff longest such wait
 * @param giveUp how long evidence is looked for before a person has to decide
 */
public record LedgerSettings(
        Duration lease,
        Duration longestCall,
        Duration quiet,
        Duration betweenLooks,
        int looks,
        int attempts,
        Duration hold,
        Duration firstBackoff,
        Duration longestBackoff,
        Duration giveUp) {

    /** 10 min, 190 s, 15 min, 5 min, 2, 3, 1 min, 1 s, 5 min, 7 days. */
    public static final LedgerSettings STANDARD = new LedgerSettings(
            Duration.ofMinutes(10),
            Duration.ofSeconds(190),
            Duration.ofMinutes(15),
            Duration.ofMinutes(5),
            2,
            3,
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofDays(7));

    /** Longest time for which a process that wants an effect keeps others from sending it. */
    private static final Duration ADMISSION = Duration.ofSeconds(30);

    /**
     * Refuses what would send twice or never.
     *
     * @throws RaiException CONFIG_INVALID
     */
    public LedgerSettings {
        require(looks > 0, "looks", "must be 1 or more");
        require(attempts > 0, "attempts", "must be 1 or more");
        requireLonger("longest call", longestCall, Duration.ZERO);
        requireLonger("quiet", quiet, Duration.ZERO);
        requireLonger("between-looks", betweenLooks, Duration.ZERO);
        requireLonger("hold", hold, Duration.ZERO);
        requireLonger("first-backoff", firstBackoff, Duration.ZERO);
        require(longestBackoff.compareTo(firstBackoff) >= 0, "longest-backoff", "must not be below first-backoff");
        requireLonger("give-up", giveUp, quiet);
        require(
                lease.compareTo(longestCall) > 0,
                "lease",
                "is " + lease.toSeconds() + "s, but must be longer than the longest call, " + longestCall.toSeconds()
                        + "s (returning-ai.client: twice connect-timeout, send-timeout, answer-timeout)");
    }

    /** For how many milliseconds its admission holds an effect. */
    long admission() {
        return Math.min(lease.toMillis(), ADMISSION.toMillis());
    }

    private static void requireLonger(String key, Duration time, Duration least) {
        require(time.compareTo(least) > 0, key, "must be longer than " + least.toSeconds() + "s");
    }

    private static void require(boolean fits, String key, String rule) {
        if (!fits) {
            throw new RaiException(ErrorCode.CONFIG_INVALID, "returning-ai.effects." + key + " " + rule + ".");
        }
    }
}
