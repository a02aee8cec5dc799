package ai.returning.routes.emulator;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How an incoming webhook of the emulator wants its bodies encrypted.
 *
 * @param webhook id of the webhook, the last part of its URL
 * @param mode {@code GCM} or {@code CBC}
 * @param secret 32 characters
 * @param envelope {@code json}, {@code colon} or {@code concat}; values are base64
 */
public record IncomingSecret(String webhook, String mode, String secret, String envelope) {
    private static final int KEY_BYTES = 32;

    public IncomingSecret {
        mode = mode.toUpperCase(Locale.ROOT);
        if (!mode.matches("GCM|CBC")
                || !envelope.matches("json|colon|concat")
                || secret.getBytes(StandardCharsets.UTF_8).length != KEY_BYTES) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "Webhook '" + webhook + "' of the emulator cannot be encrypted so: mode GCM or CBC, a secret of 32"
                            + " bytes, envelope json, colon or concat.");
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "IncomingSecret[webhook=" + webhook + ", mode=" + mode + "]";
    }
}
