package ai.returning.routes.client;

import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.SecurityScheme;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Holds the keys: puts the right one on a request, and takes all of them out of texts. */
final class Authenticator {
    /** What a header can carry without being split or changed on the way. */
    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]+");

    private final Map<String, SecurityScheme> schemes;
    private final Map<String, String> keys = new LinkedHashMap<>();

    /** Refuses keys of unknown schemes and keys that no header can carry. */
    Authenticator(Map<String, SecurityScheme> schemes, Map<String, String> keys) {
        this.schemes = schemes;
        keys.forEach((name, key) -> {
            SecurityScheme scheme = schemes.get(name);
            if (scheme == null) {
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        "A key is given for '" + name + "', which is no security scheme of the contract."
                                + Nearest.hint(name, schemes.keySet()));
            }
            if (!key.isEmpty()) {
                this.keys.put(name, sendable(scheme, key));
            }
        });
    }

    /** Adds the header of the operation's key. */
    void apply(Operation operation, Map<String, String> headers) {
        if (operation.security().equals(SecurityScheme.NONE)) {
            return;
        }
        SecurityScheme scheme = schemes.get(operation.security());
        String key = keys.get(operation.security());
        if (scheme == null || key == null) {
            String variable = scheme == null ? operation.security() : scheme.environment();
            throw new RaiException(
                    ErrorCode.SECRET_MISSING,
                    "Operation " + operation.id() + " needs the key " + operation.security()
                            + ", which is not configured. Set the environment variable " + variable + ".");
        }
        headers.put(scheme.header(), scheme.prefix() + key);
    }

    /** Adds the header of a webhook's own key, if it has one. */
    void apply(Operation operation, IncomingWebhook webhook, Map<String, String> headers) {
        String key = webhook.key();
        if (key == null) {
            return;
        }
        SecurityScheme scheme = schemes.get(operation.security());
        if (scheme == null) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    webhook.setting("key") + " is set, but the contract has no header for a key of " + operation.id()
                            + ". Remove it.");
        }
        headers.put(scheme.header(), scheme.prefix() + key);
    }

    /** Where a person finds the key of the operation. */
    String whereKeyStands(Operation operation) {
        SecurityScheme scheme = schemes.get(operation.security());
        return scheme == null ? "the key" : scheme.environment();
    }

    /** The text with every key replaced. */
    String withoutKeys(String text) {
        String clean = text;
        for (String key : keys.values()) {
            clean = clean.replace(key, "***");
        }
        return clean;
    }

    static boolean isSendable(String key) {
        return SENDABLE.matcher(key).matches();
    }

    private static String sendable(SecurityScheme scheme, String key) {
        if (!isSendable(key)) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The key in " + scheme.environment() + " is blank or holds a space, a line end or another character"
                            + " that a header cannot carry. Copy the key again, without line end.");
        }
        return key;
    }
}
