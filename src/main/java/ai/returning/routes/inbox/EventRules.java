package ai.returning.routes.inbox;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How the bodies of one endpoint become events. Type and tenant come from the endpoint, never from a body.
 *
 * @param id places of an id that names the event; empty for none
 * @param proven false if anybody who knows the address could make an event
 * @param receiptMinute true if equal events without a time are several ones when they come in different minutes
 * @param newestOnly true if an event is obsolete once a newer one of its user is done
 */
public record EventRules(
        String endpoint,
        String type,
        String tenant,
        Pointers pointers,
        List<JsonPointer> id,
        boolean proven,
        boolean receiptMinute,
        boolean newestOnly) {
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_USER = 300;
    /** Hex digits of a hash that are kept: 128 bits. */
    private static final int HASH_LENGTH = 32;

    /**
     * The event of a message. What cannot be read is parked at once.
     *
     * @param signedId an id the sender signed; null without one
     * @param headers chosen headers as JSON
     */
    public InboxEvent read(byte[] text, @Nullable String signedId, String headers, Stamp stamp) {
        try {
            return readable(StrictJson.read(text), text, signedId, headers, stamp);
        } catch (UnreadableException e) {
            String name = signedId == null ? "sha256-" + sha256(text) : "id-" + signedId;
            String why = "The body cannot be read: " + e.getMessage() + ".";
            return event(name, text, headers, null, null, null, EventState.PARKED, why, stamp);
        }
    }

    private InboxEvent readable(JsonNode json, byte[] text, @Nullable String signedId, String headers, Stamp stamp) {
        Long time = Pointers.first(json, pointers.time()).flatMap(EventTime::of).orElse(null);
        String user = pointers.field(json, "user", "id")
                .or(() -> pointers.field(json, "user", "email").map(email -> email.toLowerCase(Locale.ROOT)))
                .map(key -> key.length() > LONGEST_USER ? sha256(key.getBytes(StandardCharsets.UTF_8)) : key)
                .orElse(null);
        Long newness = newestOnly ? newness(json, time) : null;
        String name = Pointers.first(json, id)
                .map(JsonNode::asText)
                .or(() -> Optional.ofNullable(signedId))
                .filter(EventRules::isName)
                .map(found -> "id-" + found)
                .orElseGet(() -> "sha256-" + sha256(text) + minute(time, stamp));
        return event(name, text, headers, user, time, newness, EventState.RECEIVED, null, stamp);
    }

    private @Nullable Long newness(JsonNode json, @Nullable Long time) {
        return Pointers.first(json, pointers.version())
                .filter(node -> node.isIntegralNumber() && node.canConvertToLong())
                .map(JsonNode::longValue)
                .orElse(time);
    }

    private static boolean isName(String id) {
        return id.length() <= LONGEST_ID && id.chars().noneMatch(Character::isISOControl);
    }

    private String minute(@Nullable Long time, Stamp stamp) {
        return receiptMinute && time == null ? "-" + TimeUnit.MILLISECONDS.toMinutes(stamp.now()) : "";
    }

    private InboxEvent event(
            String name,
            byte[] text,
            String headers,
            @Nullable String user,
            @Nullable Long time,
            @Nullable Long newness,
            EventState state,
            @Nullable String reason,
            Stamp stamp) {
        String key = endpoint + ":" + type + ":" + name;
        return new InboxEvent(
                hash(key),
                endpoint,
                type,
                tenant,
                key,
                text,
                headers,
                proven,
                user,
                time,
                newness,
                user == null ? null : hash(endpoint + ":" + user),
                stamp.position(),
                state,
                0,
                0,
                stamp.admission(),
                0,
                reason,
                stamp.now(),
                stamp.now());
    }

    private String hash(String text) {
        return sha256((tenant + "\n" + text).getBytes(StandardCharsets.UTF_8)).substring(0, HASH_LENGTH);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
