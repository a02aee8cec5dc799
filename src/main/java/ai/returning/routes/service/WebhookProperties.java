package ai.returning.routes.service;

import ai.returning.routes.service.InboxProperties.Encryption;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One incoming webhook of Returning.AI, which is called by us; meaning of each key in {@code config/application.yaml}.
 *
 * @param operation the one operation it serves
 * @param url the whole URL from the panel, a secret; empty: it is not set up
 * @param key its API key; empty for none
 * @param encryption how its bodies are encrypted
 */
public record WebhookProperties(
        @DefaultValue("") String operation,
        @DefaultValue("") String url,
        @DefaultValue("") String key,
        @DefaultValue Encryption encryption) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "WebhookProperties[operation=" + operation + "]";
    }
}
