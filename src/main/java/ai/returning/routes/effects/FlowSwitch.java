package ai.returning.routes.effects;

/**
 * A flow that a person has stopped.
 *
 * @param at milliseconds since 1970
 * @param who the person, as the system knows them
 */
public record FlowSwitch(String flow, long at, String who, String reason) {}
