package ai.returning.routes.sync.source.crm;

import java.time.Duration;

/**
 * What is borne before a reading stops.
 *
 * @param connectLimit longest wait for a connection
 * @param answerLimit longest silence
 * @param attempts of a call that breaks or is answered 5xx
 * @param firstWait before the second attempt; doubles
 * @param longestWait where the doubling ends
 * @param longestThrottle time spent on answers that ask to wait, without a page in between
 */
public record Patience(
        Duration connectLimit,
        Duration answerLimit,
        int attempts,
        Duration firstWait,
        Duration longestWait,
        Duration longestThrottle) {}
