package ai.returning.routes.client;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the client is told by configuration. {@link #standard} gives the defaults; the rest changes one value. */
public record ClientSettings(
        /** Base URLs by server name; they replace those of the contract. */
        Map<String, String> servers,
        /** Keys by name of the security scheme. An empty text counts as not given. */
        Map<String, String> keys,
        Limits limits,
        CallPolicy policy,
        String userAgent,
        /** Incoming webhooks by name. */
        Map<String, IncomingWebhook> webhooks) {

    public ClientSettings {
        servers = Map.copyOf(servers);
        keys = Map.copyOf(keys);
        webhooks = Map.copyOf(webhooks);
    }

    /** Without webhooks. */
    public ClientSettings(
            Map<String, String> servers, Map<String, String> keys, Limits limits, CallPolicy policy, String userAgent) {
        this(servers, keys, limits, policy, userAgent, Map.of());
    }

    /** Bounds of a call. */
    public record Limits(
            /** Wait for a free connection, and again for the connection itself with TLS. */
            Duration connect,
            /** From the connection to the last byte of the request body. */
            Duration send,
            /** From there to the last byte of the answer. */
            Duration answer,
            /** Connections of {@link ApiClient#call}, of all threads together. */
            int maxConnections,
            int maxAnswerBytes,
            /** Bounds of what a Retry-After may ask for. */
            Duration retryAfterFloor,
            Duration retryAfterCap) {

        /** 5 s, 60 s, 60 s; 16 connections; 8 MiB; between 1 s and 5 min. */
        public static final Limits STANDARD = new Limits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                16,
                8 * 1024 * 1024,
                Duration.ofSeconds(1),
                Duration.ofMinutes(5));

        /** From the turn of a call to the last byte of its answer. */
        public Duration longestCall() {
            // waiting for a free connection has the same limit as making one
            return connect.multipliedBy(2).plus(send).plus(answer);
        }

        public Limits times(Duration connect, Duration send, Duration answer) {
            return new Limits(connect, send, answer, maxConnections, maxAnswerBytes, retryAfterFloor, retryAfterCap);
        }

        /** The same; a cap below the floor is refused. */
        public Limits retryAfterCap(Duration cap) {
            if (cap.compareTo(retryAfterFloor) < 0) {
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID,
                        "returning-ai.client.retry-after-cap must be " + retryAfterFloor.toSeconds() + "s or longer.");
            }
            return new Limits(connect, send, answer, maxConnections, maxAnswerBytes, retryAfterFloor, cap);
        }

        /** The same; fewer than one is refused. */
        public Limits maxConnections(int connections) {
            if (connections < 1) {
                throw new RaiException(
                        ErrorCode.CONFIG_INVALID, "returning-ai.client.max-connections must be 1 or more.");
            }
            return new Limits(connect, send, answer, connections, maxAnswerBytes, retryAfterFloor, retryAfterCap);
        }

        public Limits maxAnswerBytes(int bytes) {
            return new Limits(connect, send, answer, maxConnections, bytes, retryAfterFloor, retryAfterCap);
        }
    }

    /** Standard limits and policy, the contract's hosts, no keys. */
    public static ClientSettings standard() {
        return new ClientSettings(Map.of(), Map.of(), Limits.STANDARD, CallPolicy.STANDARD, "returning-ai-routes");
    }

    public ClientSettings server(String name, String baseUrl) {
        return new ClientSettings(with(servers, name, baseUrl), keys, limits, policy, userAgent, webhooks);
    }

    public ClientSettings key(String scheme, String key) {
        return new ClientSettings(servers, with(keys, scheme, key), limits, policy, userAgent, webhooks);
    }

    public ClientSettings limits(Limits other) {
        return new ClientSettings(servers, keys, other, policy, userAgent, webhooks);
    }

    public ClientSettings policy(CallPolicy other) {
        return new ClientSettings(servers, keys, limits, other, userAgent, webhooks);
    }

    public ClientSettings webhook(IncomingWebhook webhook) {
        Map<String, IncomingWebhook> all = new LinkedHashMap<>(webhooks);
        all.put(webhook.name(), webhook);
        return new ClientSettings(servers, keys, limits, policy, userAgent, all);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "ClientSettings[servers=" + servers + ", keys of " + keys.keySet() + ", webhooks " + webhooks.keySet()
                + ", " + limits + "]";
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(map);
        all.put(name, value);
        return all;
    }
}
