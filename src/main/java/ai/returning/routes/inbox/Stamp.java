package ai.returning.routes.inbox;

/**
 * What the inbox gives to an event that comes in.
 *
 * @param now milliseconds since 1970
 * @param position order of arrival
 * @param admission names this one delivery
 */
public record Stamp(long now, long position, String admission) {}
