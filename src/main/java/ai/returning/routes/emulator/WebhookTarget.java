package ai.returning.routes.emulator;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants events of one kind.
 *
 * @param event word of the event, such as {@code user_join_server}
 * @param url where they are posted to
 * @param apiKey sent as {@code x-api-key}; null for none
 * @param mode {@code GCM} or {@code CBC}; empty for plain bodies
 * @param secret 32 characters; empty for plain bodies
 * @param envelope {@code json}, {@code colon} or {@code concat}; values are base64
 */
public record WebhookTarget(
        String event, String url, @Nullable String apiKey, String mode, String secret, String envelope) {
    private static final int KEY_BYTES = 32;

    public WebhookTarget {
        mode = mode.toUpperCase(Locale.ROOT);
        if (!mode.isEmpty() && !mode.equals("GCM") && !mode.equals("CBC")) {
            throw wrong("mode '" + mode + "' must be GCM or CBC");
        }
        if (!mode.isEmpty() && secret.getBytes(StandardCharsets.UTF_8).length != KEY_BYTES) {
            throw wrong("the secret must have 32 bytes");
        }
        if (!envelope.matches("json|colon|concat")) {
            throw wrong("envelope '" + envelope + "' must be json, colon or concat");
        }
    }

    /** Plain bodies without a key. */
    public static WebhookTarget plain(String event, String url) {
        return new WebhookTarget(event, url, null, "", "", "json");
    }

    public WebhookTarget withKey(String key) {
        return new WebhookTarget(event, url, key, mode, secret, envelope);
    }

    /** @param how {@code GCM} or {@code CBC} */
    public WebhookTarget encrypted(String how, String key, String form) {
        return new WebhookTarget(event, url, apiKey, how, key, form);
    }

    boolean isEncrypted() {
        return !mode.isEmpty();
    }

    /** The other mode, for senders that are set up wrongly. */
    WebhookTarget otherMode() {
        return encrypted(mode.equals("GCM") ? "CBC" : "GCM", secret, envelope);
    }

    private static RaiException wrong(String what) {
        return new RaiException(ErrorCode.CONFIG_INVALID, "A webhook of the emulator cannot be set up: " + what + ".");
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "WebhookTarget[event=" + event + ", mode=" + mode + "]";
    }
}
