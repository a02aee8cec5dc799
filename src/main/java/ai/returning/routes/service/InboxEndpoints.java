package ai.returning.routes.service;

import ai.returning.routes.codec.AesCodec;
import ai.returning.routes.codec.AesKey;
import ai.returning.routes.codec.AesSettings;
import ai.returning.routes.codec.ApiKeyProof;
import ai.returning.routes.codec.Proof;
import ai.returning.routes.codec.SignedContent;
import ai.returning.routes.codec.StandardWebhooks;
import ai.returning.routes.codec.WebhookCodec;
import ai.returning.routes.inbox.EventRules;
import ai.returning.routes.inbox.Pointers;
import ai.returning.routes.inbox.front.WebhookEndpoint;
import ai.returning.routes.service.InboxProperties.Encryption;
import ai.returning.routes.service.InboxProperties.Endpoint;
import ai.returning.routes.service.InboxProperties.EventType;
import ai.returning.routes.service.InboxProperties.Hmac;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes endpoints of their settings, and refuses those that would be open or never fit. */
final class InboxEndpoints {
    static final String PREFIX = SettingsShape.ROOT + ".inbox.endpoints.";

    private static final int LEAST_TOKEN = 22;
    private static final int LARGEST_BODY = 1 << 20;

    private final InboxProperties inbox;
    private final String community;

    InboxEndpoints(ReturningAiProperties properties) {
        this.inbox = properties.inbox();
        this.community = properties.communityId();
    }

    /**
     * All endpoints that have a token.
     *
     * @throws RaiException CONFIG_INVALID with the name of the setting
     */
    List<WebhookEndpoint> all() {
        if (inbox.maxBody().toBytes() > LARGEST_BODY) {
            throw wrong(SettingsShape.ROOT + ".inbox.max-body", "must be 1MB at most");
        }
        List<WebhookEndpoint> all = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        inbox.endpoints().forEach((name, endpoint) -> {
            if (!endpoint.pathToken().isBlank()) {
                if (!tokens.add(endpoint.pathToken())) {
                    throw wrong(PREFIX + name + ".path-token", "is the token of another endpoint, too");
                }
                all.add(endpoint(name, endpoint));
            }
        });
        return all;
    }

    private WebhookEndpoint endpoint(String name, Endpoint endpoint) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,59}")) {
            throw wrong(PREFIX + name, "must be named by lower-case letters, digits and '-', at most 60");
        }
        if (!endpoint.pathToken().matches("[A-Za-z0-9_-]{" + LEAST_TOKEN + ",200}")) {
            throw wrong(
                    PREFIX + name + ".path-token",
                    "must have at least " + LEAST_TOKEN + " letters and digits; take one from"
                            + " ./rai webhook endpoint new");
        }
        if (!endpoint.event().matches("[A-Za-z0-9][A-Za-z0-9_-]{0,59}")) {
            throw wrong(PREFIX + name + ".event", "must name the type of its events by letters, digits, '-' and '_'");
        }
        WebhookCodec codec = codec(name, endpoint);
        EventType type = inbox.events().getOrDefault(key(endpoint.event()), new EventType(List.of(), false));
        EventRules rules = new EventRules(
                name,
                endpoint.event(),
                endpoint.tenant().isBlank() ? community : endpoint.tenant(),
                pointers(endpoint),
                Pointers.compile(endpoint.id().isEmpty() ? type.id() : endpoint.id()),
                codec.proves() || endpoint.trustUnproven(),
                type.receiptMinute(),
                endpoint.newestOnly());
        boolean text = endpoint.encryption().enabled()
                && endpoint.encryption().envelope().contentType().equals("text/plain");
        boolean signedId = endpoint.hmac().scheme() == Hmac.Scheme.STANDARD_WEBHOOKS;
        return new WebhookEndpoint(endpoint.pathToken(), rules, codec, text, signedId ? StandardWebhooks.ID : "");
    }

    /** Keys of settings have no underscores. */
    private static String key(String type) {
        return type.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where the fields of events of an endpoint stand; of one that is no longer configured, the general places. */
    Pointers pointers(String name) {
        Endpoint endpoint = inbox.endpoints().get(name);
        return endpoint == null ? compiled(inbox.pointers()) : pointers(endpoint);
    }

    private Pointers pointers(Endpoint endpoint) {
        Map<String, Map<String, List<String>>> all = new LinkedHashMap<>();
        inbox.pointers().forEach((group, fields) -> all.put(group, new LinkedHashMap<>(fields)));
        endpoint.pointers()
                .forEach((group, fields) ->
                        all.computeIfAbsent(group, key -> new LinkedHashMap<>()).putAll(fields));
        return compiled(all);
    }

    private Pointers compiled(Map<String, Map<String, List<String>>> texts) {
        Map<String, Map<String, List<JsonPointer>>> compiled = new LinkedHashMap<>();
        texts.forEach((group, fields) -> {
            Map<String, List<JsonPointer>> places = new LinkedHashMap<>();
            fields.forEach((field, pointers) -> places.put(field, Pointers.compile(pointers)));
            compiled.put(group, places);
        });
        return new Pointers(compiled, Pointers.compile(inbox.time()), Pointers.compile(inbox.version()));
    }

    private WebhookCodec codec(String name, Endpoint endpoint) {
        List<Proof> proofs = new ArrayList<>();
        List<String> keys = present(endpoint.apiKey(), endpoint.previousApiKey());
        if (!keys.isEmpty()) {
            proofs.add(new ApiKeyProof(or(endpoint.apiKeyHeader(), inbox.apiKeyHeader()), keys));
        }
        if (endpoint.hmac().scheme() != Hmac.Scheme.NONE) {
            proofs.add(signature(name, endpoint.hmac()));
        }
        String marker = or(endpoint.encryption().markerHeader(), inbox.markerHeader());
        AesCodec aes = endpoint.encryption().enabled() ? encryption(name, endpoint.encryption(), marker) : null;
        return new WebhookCodec(proofs, aes, List.of(marker));
    }

    private static Proof signature(String name, Hmac hmac) {
        String setting = PREFIX + name + ".hmac.";
        List<String> secrets = present(hmac.secret(), hmac.previousSecret());
        if (secrets.isEmpty()) {
            throw wrong(setting + "secret", "is empty; set it by an environment variable");
        }
        if (hmac.scheme() == Hmac.Scheme.STANDARD_WEBHOOKS) {
            return new StandardWebhooks(secrets, hmac.tolerance());
        }
        if (hmac.header().isBlank()) {
            throw wrong(setting + "header", "is empty; name the header that carries the signature");
        }
        @Nullable String timestamp = hmac.timestampHeader().isBlank() ? null : hmac.timestampHeader();
        return new SignedContent(
                new SignedContent.Form(
                        hmac.header(),
                        hmac.algorithm(),
                        hmac.encoding(),
                        hmac.prefix(),
                        hmac.content(),
                        timestamp,
                        hmac.tolerance()),
                secrets);
    }

    private AesCodec encryption(String name, Encryption encryption, String marker) {
        return encryption(PREFIX + name + ".encryption.secret", encryption, marker, inbox.markerValue());
    }

    /**
     * The codec of an encryption.
     *
     * @param setting with the secret, for the error
     * @param marker header that marks an encrypted message
     * @param markerValue the general one
     */
    static AesCodec encryption(String setting, Encryption encryption, String marker, String markerValue) {
        List<String> secrets = present(encryption.secret(), encryption.previousSecret());
        if (secrets.isEmpty()) {
            throw wrong(setting, "is empty; set it by an environment variable");
        }
        AesSettings form = new AesSettings(
                encryption.mode(),
                encryption.envelope(),
                encryption.encoding(),
                encryption.ivLength() == 0 ? encryption.mode().usualIv() : encryption.ivLength(),
                new AesSettings.Names(encryption.ivName(), encryption.dataName(), encryption.tagName()),
                marker,
                or(encryption.markerValue(), markerValue));
        return new AesCodec(
                form, secrets.stream().map(secret -> AesKey.of(secret, setting)).toList());
    }

    static String or(String own, String general) {
        return own.isBlank() ? general : own;
    }

    private static List<String> present(String... values) {
        return Stream.of(values).filter(value -> !value.isBlank()).toList();
    }

    private static RaiException wrong(String setting, String rule) {
        return new RaiException(ErrorCode.CONFIG_INVALID, setting + " " + rule + ".");
    }
}
