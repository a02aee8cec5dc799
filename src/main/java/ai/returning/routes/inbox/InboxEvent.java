package ai.returning.routes.inbox;

import org.jspecify.annotations.Nullable;

/**
 * A stored event. All times are milliseconds since 1970.
 *
 * @param id hash of endpoint, tenant and key; a second event of the same id is a repetition
 * @param key names the event across deliveries; prefixed with endpoint and type
 * @param body the text of the message, after decryption
 * @param headers chosen headers as a JSON object
 * @param proven false if anybody who knows the address could have made it
 * @param userKey the user it is about, as far as the body tells
 * @param eventTime when it happened; null if the body does not tell
 * @param newness version or time by which older events are told, where the endpoint refuses them
 * @param orderKey events of one order key are worked on one after the other
 * @param position order of arrival
 * @param admission tells who stored it
 * @param reason why it is parked, waits again, or was not worked on
 */
public record InboxEvent(
        String id,
        String endpoint,
        String type,
        String tenant,
        String key,
        byte[] body,
        String headers,
        boolean proven,
        @Nullable String userKey,
        @Nullable Long eventTime,
        @Nullable Long newness,
        @Nullable String orderKey,
        long position,
        EventState state,
        int attempts,
        long version,
        String admission,
        long dueAt,
        @Nullable String reason,
        long receivedAt,
        long changedAt) {

    /** The same event with nothing but what cannot be refused: for a row the database does not take. */
    InboxEvent bare(String why) {
        return new InboxEvent(
                id,
                endpoint,
                type,
                tenant,
                endpoint + ":" + type + ":" + id,
                body,
                "{}",
                proven,
                null,
                null,
                null,
                null,
                position,
                EventState.PARKED,
                0,
                version,
                admission,
                dueAt,
                why,
                receivedAt,
                changedAt);
    }
}
