package ai.returning.routes.inbox.front;

import ai.returning.routes.codec.WebhookCodec;
import ai.returning.routes.inbox.EventRules;

/**
 * One address that takes events of one type.
 *
 * @param token the unguessable part of its path; a secret
 * @param textBodies true if messages are plain text, as in some encrypted envelopes
 * @param idHeader header with an id the sender signed; empty for none
 */
public record WebhookEndpoint(String token, EventRules rules, WebhookCodec codec, boolean textBodies, String idHeader) {

    public String name() {
        return rules.endpoint();
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "WebhookEndpoint[" + name() + "]";
    }
}
