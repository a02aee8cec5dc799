package ai.returning.routes.service;

import ai.returning.routes.codec.AesEnvelope;
import ai.returning.routes.codec.AesMode;
import ai.returning.routes.codec.ByteText;
import ai.returning.routes.inbox.DispatchSettings;
import ai.returning.routes.inbox.front.FrontSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Webhooks that come in; meaning of each key in {@code config/application.yaml}.
 *
 * @param queue events that may wait for their commit
 * @param keep how long what is done is kept, and with it the keys by which repetitions are known
 * @param ownUsers in whose name this service acts; their events are done without a route
 * @param pointers where fields stand in a body: group, field, places
 * @param events what names an event of a type
 * @param endpoints one address each
 */
public record InboxProperties(
        @DefaultValue("127.0.0.1") String address,
        @Within(most = 65_535) @DefaultValue("8090") int port,
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("10s") Duration bodyTimeout,
        @DefaultValue("60s") Duration idleTimeout,
        @DefaultValue("5s") Duration commitTimeout,
        @Within(least = 1) @DefaultValue("2000") int maxConnections,
        @DefaultValue("64MB") DataSize buffered,
        @Within(least = 1) @DefaultValue("600") int failuresPerMinute,
        @Within(least = 1, most = 64) @DefaultValue("2") int threads,
        @Within(least = 1) @DefaultValue("10000") int queue,
        @DefaultValue("90d") Duration keep,
        @DefaultValue("1s") Duration interval,
        @DefaultValue("60s") Duration lease,
        @Within(least = 1) @DefaultValue("10") int attempts,
        @DefaultValue("1s") Duration firstBackoff,
        @DefaultValue("10m") Duration longestBackoff,
        @DefaultValue("x-api-key") String apiKeyHeader,
        @DefaultValue("x-encrypted") String markerHeader,
        @DefaultValue("true") String markerValue,
        @DefaultValue List<String> ownUsers,
        @DefaultValue List<String> time,
        @DefaultValue List<String> version,
        @DefaultValue Map<String, Map<String, List<String>>> pointers,
        @DefaultValue Map<String, EventType> events,
        @DefaultValue Map<String, Endpoint> endpoints) {

    /**
     * What names an event of a type.
     *
     * @param id places of an id; without one the hash of the body names it
     * @param receiptMinute equal bodies without a time are several events when they come in different minutes
     */
    public record EventType(
            @DefaultValue List<String> id,
            @DefaultValue("false") boolean receiptMinute) {}

    /**
     * One address that takes events of one type.
     *
     * @param pathToken the unguessable part of the path; empty: the endpoint is off
     * @param tenant whose events these are; empty: of the community
     * @param id places of an id, in place of those of the type
     * @param newestOnly an event is left out once a newer one of its user is done
     * @param trustUnproven effects may follow although the endpoint proves nothing
     * @param pointers places in place of the general ones
     */
    public record Endpoint(
            @DefaultValue("") String pathToken,
            @DefaultValue("") String event,
            @DefaultValue("") String tenant,
            @DefaultValue("") String apiKey,
            @DefaultValue("") String previousApiKey,
            @DefaultValue("") String apiKeyHeader,
            @DefaultValue Encryption encryption,
            @DefaultValue Hmac hmac,
            @DefaultValue List<String> id,
            @DefaultValue("false") boolean newestOnly,
            @DefaultValue("false") boolean trustUnproven,
            @DefaultValue Map<String, Map<String, List<String>>> pointers) {

        @Override
        public String toString() {
            return "Endpoint[event=" + event + "]";
        }
    }

    /** The envelope of encrypted messages; {@link ai.returning.routes.codec.AesSettings}. */
    public record Encryption(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("gcm") AesMode mode,
            @DefaultValue("") String secret,
            @DefaultValue("") String previousSecret,
            @DefaultValue("json") AesEnvelope envelope,
            @DefaultValue("base64") ByteText encoding,
            @Within(most = 16) @DefaultValue("0") int ivLength,
            @DefaultValue("iv") String ivName,
            @DefaultValue("data") String dataName,
            @DefaultValue("tag") String tagName,
            @DefaultValue("") String markerHeader,
            @DefaultValue("") String markerValue) {

        @Override
        public String toString() {
            return "Encryption[mode=" + mode + "]";
        }
    }

    /** How messages are signed. */
    public record Hmac(
            @DefaultValue("none") Scheme scheme,
            @DefaultValue("") String secret,
            @DefaultValue("") String previousSecret,
            @DefaultValue("") String header,

            @OneOf({"sha256", "sha384", "sha512"}) @DefaultValue("sha256")
            String algorithm,

            @DefaultValue("hex") ByteText encoding,
            @DefaultValue("") String prefix,
            @DefaultValue("{body}") String content,
            @DefaultValue("") String timestampHeader,
            @DefaultValue("5m") Duration tolerance) {

        /** Which form a signature has. */
        public enum Scheme {
            NONE,
            STANDARD_WEBHOOKS,
            SIGNED_CONTENT
        }

        @Override
        public String toString() {
            return "Hmac[scheme=" + scheme + "]";
        }
    }

    FrontSettings front() {
        return new FrontSettings(
                address,
                port,
                Math.toIntExact(maxBody.toBytes()),
                bodyTimeout,
                idleTimeout,
                commitTimeout,
                maxConnections,
                buffered.toBytes(),
                failuresPerMinute,
                threads);
    }

    DispatchSettings dispatch() {
        return new DispatchSettings(interval, lease, attempts, firstBackoff, longestBackoff, keep);
    }
}
