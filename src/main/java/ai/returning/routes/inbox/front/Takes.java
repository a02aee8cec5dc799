package ai.returning.routes.inbox.front;

import ai.returning.routes.codec.MessageHeaders;
import ai.returning.routes.codec.RefusedException;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.Stamp;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Proves a message, reads it, and gives it to the inbox. */
final class Takes {
    /** Kept beside the body, for a person who looks at an event. */
    private static final List<String> KEPT = List.of("content-type", "user-agent", "webhook-id", "traceparent");

    private static final int LONGEST_KEPT = 300;

    private final Inbox inbox;
    private final Map<String, WebhookEndpoint> byToken;
    private final RefusalLog log = new RefusalLog();

    Takes(Inbox inbox, Collection<WebhookEndpoint> endpoints) {
        this.inbox = inbox;
        this.byToken = new HashMap<>();
        endpoints.forEach(endpoint -> byToken.put(hash(endpoint.token()), endpoint));
    }

    /** Looked up by hash, so that the time of the answer tells nothing about a token. */
    Optional<WebhookEndpoint> endpoint(String token) {
        return token.isEmpty() ? Optional.empty() : Optional.ofNullable(byToken.get(hash(token)));
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Takes a message.
     *
     * @return completes when it is stored; empty if there is no room for it now
     * @throws RefusedException if it does not prove where it comes from
     */
    Optional<CompletableFuture<Inbox.Taken>> take(WebhookEndpoint endpoint, byte[] body, MessageHeaders headers)
            throws RefusedException {
        try {
            byte[] text = endpoint.codec().open(body, headers, inbox.now());
            Stamp stamp = inbox.stamp();
            String signedId = endpoint.idHeader().isEmpty() ? null : headers.only(endpoint.idHeader());
            InboxEvent event = endpoint.rules().read(text, signedId, kept(headers), stamp);
            return inbox.take(event);
        } catch (RefusedException e) {
            log.refused(endpoint.name(), e.sentence());
            throw e;
        }
    }

    private static String kept(MessageHeaders headers) {
        ObjectNode kept = Json.MAPPER.createObjectNode();
        for (String name : KEPT) {
            @Nullable String value = headers.all(name).stream().findFirst().orElse(null);
            if (value != null) {
                kept.put(name, Redaction.clip(value, LONGEST_KEPT));
            }
        }
        return kept.toString();
    }
}
