package ai.returning.routes.inbox;

import java.time.Duration;

/**
 * How events are worked on.
 *
 * @param interval between two looks for events whose time has come
 * @param lease how long a silent process keeps an event
 * @param attempts after so many an event is parked
 * @param firstBackoff wait after the first failed attempt; doubles up to the longest
 * @param keep how long what is done is kept, and with it the keys of repetitions
 */
public record DispatchSettings(
        Duration interval,
        Duration lease,
        int attempts,
        Duration firstBackoff,
        Duration longestBackoff,
        Duration keep) {

    public static final DispatchSettings STANDARD = new DispatchSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            10,
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            Duration.ofDays(90));

    /** The wait after so many failed attempts. */
    long backoff(int failed) {
        long first = firstBackoff.toMillis();
        long wait = failed > 30 ? Long.MAX_VALUE : first << Math.max(0, failed - 1);
        return wait < first ? longestBackoff.toMillis() : Math.min(wait, longestBackoff.toMillis());
    }
}
