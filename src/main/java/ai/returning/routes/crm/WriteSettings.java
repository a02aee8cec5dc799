package ai.returning.routes.crm;

import java.time.Duration;

/**
 * How a CRM is written to.
 *
 * @param name how messages call the CRM
 * @param connectLimit longest wait for a connection
 * @param answerLimit longest silence
 * @param attempts of a call that may be repeated
 * @param firstWait before the second attempt; doubles up to {@code longestWait}
 * @param longestThrottle time spent on answers 429 for one call
 * @param perTenSeconds calls in ten seconds; 0 for no limit of ours
 * @param rest how long a CRM that hangs or fails is left alone
 */
public record WriteSettings(
        String name,
        Duration connectLimit,
        Duration answerLimit,
        int attempts,
        Duration firstWait,
        Duration longestWait,
        Duration longestThrottle,
        int perTenSeconds,
        Duration rest) {

    /** The longest that one call may take, also where the CRM answers byte by byte. */
    Duration callLimit() {
        return connectLimit.plus(answerLimit);
    }
}
