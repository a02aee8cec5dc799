package ai.returning.routes.service;

import ai.returning.routes.emulator.WebhookTarget;
import ai.returning.routes.service.InboxProperties.Endpoint;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.Locale;

/** Endpoints of this project, as a sender of test events sees them. */
public final class WebhookTargets {
    private WebhookTargets() {}

    /**
     * Where and how to post an event to an endpoint of the settings.
     *
     * @param event word of the event; empty takes that of the endpoint
     * @throws RaiException CONFIG_INVALID if there is no such endpoint, it is off, or it wants a signature
     */
    public static WebhookTarget of(String event, String endpoint) {
        InboxProperties inbox = Settings.properties().inbox();
        Endpoint settings = inbox.endpoints().get(endpoint);
        if (settings == null) {
            throw wrong("there is no endpoint '" + endpoint + "' below returning-ai.inbox.endpoints."
                    + Nearest.hint(endpoint, inbox.endpoints().keySet()));
        }
        if (settings.pathToken().isBlank()) {
            throw wrong("the endpoint '" + endpoint + "' is off: its path-token is empty.");
        }
        if (!settings.hmac().secret().isBlank()) {
            throw wrong("the endpoint '" + endpoint + "' wants a signature, and events of the vendor have none.");
        }
        String url = "http://127.0.0.1:" + inbox.port() + "/in/" + settings.pathToken();
        WebhookTarget target = WebhookTarget.plain(event.isEmpty() ? settings.event() : event, url);
        if (!settings.apiKey().isBlank()) {
            target = target.withKey(settings.apiKey());
        }
        InboxProperties.Encryption sealed = settings.encryption();
        return sealed.enabled()
                ? target.encrypted(
                        sealed.mode().name(),
                        sealed.secret(),
                        sealed.envelope().name().toLowerCase(Locale.ROOT))
                : target;
    }

    private static RaiException wrong(String what) {
        return new RaiException(ErrorCode.CONFIG_INVALID, "The event cannot be sent: " + what);
    }
}
