package ai.returning.routes.effects;

/**
 * Another effect that may have left an entry like ours. Times are milliseconds since 1970 by our clock.
 *
 * @param content the call as JSON
 * @param state a state in which it has been sent
 * @param attempt its newest attempt
 * @param admittedAt before any of its attempts
 * @param sentAt when its newest attempt was claimed
 */
public record LookAlike(String content, EffectState state, int attempt, long admittedAt, long sentAt) {

    /** True if it is known that it happened, not only possible. */
    boolean happened() {
        return state == EffectState.APPLIED;
    }
}
