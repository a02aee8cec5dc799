package ai.returning.routes.client;

import ai.returning.routes.codec.AesCodec;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * An incoming webhook of the vendor as it was set up in the panel. URL and key are secrets: no text of this class holds
 * one of them.
 *
 * @param name in {@code returning-ai.webhooks}
 * @param operation the one operation that may be called with it
 * @param url the whole URL, opaque
 * @param key sent in the header of the operation's security scheme; null for none
 * @param encryption null for bodies as they are
 */
public record IncomingWebhook(
        String name,
        String operation,
        URI url,
        @Nullable String key,
        @Nullable AesCodec encryption) {
    private static final String SETTING = "returning-ai.webhooks.";

    /**
     * A webhook of its settings.
     *
     * @param key empty for none
     * @throws RaiException CONFIG_INVALID for a URL or key that cannot be used; the message does not show it
     */
    public static IncomingWebhook of(
            String name, String operation, String url, String key, @Nullable AesCodec encryption) {
        if (!key.isEmpty() && !Authenticator.isSendable(key)) {
            throw wrong(
                    name,
                    "key",
                    "is blank or holds a space, a line end or another character that a header cannot carry");
        }
        return new IncomingWebhook(name, operation, checked(name, url), key.isEmpty() ? null : key, encryption);
    }

    private static URI checked(String name, String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // its message quotes the URL
            throw wrong(name, "url", "is no URL");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw wrong(name, "url", "must be the whole URL from the panel, without user and fragment");
        }
        if (!Servers.isSafe(uri)) {
            throw wrong(name, "url", "must begin with https; plain http is for this machine alone");
        }
        return uri;
    }

    /** The setting of a part. */
    String setting(String part) {
        return SETTING + name + "." + part;
    }

    /** The text without anything that is secret here. */
    String clean(String text) {
        String clean = UrlSecrets.of(url).matcher(text).replaceAll("***");
        return key == null ? clean : clean.replace(key, "***");
    }

    private static RaiException wrong(String name, String part, String rule) {
        return new RaiException(ErrorCode.CONFIG_INVALID, SETTING + name + "." + part + " " + rule + ".");
    }

    /** Without URL and key. */
    @Override
    public String toString() {
        return "IncomingWebhook[name=" + name + ", operation=" + operation + "]";
    }
}
