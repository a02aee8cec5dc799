package ai.returning.routes.identity.store;

/**
 * What stands against a name.
 *
 * @param conflict true if it contradicts what was known, false if nobody has the name
 * @param why one sentence, persons masked
 * @param at milliseconds since 1970
 */
public record Note(boolean conflict, String why, long at) {}
