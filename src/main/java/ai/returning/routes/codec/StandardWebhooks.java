package ai.returning.routes.codec;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Signatures after the Standard Webhooks specification: {@code webhook-id}, {@code webhook-timestamp}, and in
 * {@code webhook-signature} one or several entries {@code v1,<base64>} over {@code id.timestamp.body}.
 */
public final class StandardWebhooks implements Proof {
    /** Names the message; signed, so it also tells duplicates. */
    public static final String ID = "webhook-id";

    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final String SECRET_PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final int LONGEST_ID = 128;
    private static final int LONGEST_SIGNATURES = 4096;
    private static final int MOST_SIGNATURES = 16;
    private static final int LEAST_KEY_BYTES = 16;
    private static final byte[] DOT = {'.'};

    private final HmacKeys keys;
    private final Duration tolerance;

    /**
     * A verifier, and a signer.
     *
     * @param secrets base64, with or without {@code whsec_}; the first one signs
     * @param tolerance how far the signed time may be away
     */
    public StandardWebhooks(List<String> secrets, Duration tolerance) {
        this.keys = new HmacKeys(
                "HmacSHA256", secrets.stream().map(StandardWebhooks::key).toList());
        this.tolerance = tolerance;
    }

    private static byte[] key(String secret) {
        byte[] key;
        try {
            key = Base64.getDecoder()
                    .decode(secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret);
        } catch (IllegalArgumentException e) {
            throw unusable("is not base64", e);
        }
        if (key.length < LEAST_KEY_BYTES) {
            throw unusable("has only " + key.length + " bytes; at least " + LEAST_KEY_BYTES + " are needed", null);
        }
        return key;
    }

    private static RaiException unusable(String why, @org.jspecify.annotations.Nullable Exception cause) {
        return new RaiException(
                ErrorCode.CONFIG_INVALID, "A secret of a Standard Webhooks endpoint " + why + ".", cause);
    }

    @Override
    public void check(byte[] body, MessageHeaders headers, long now) throws RefusedException {
        String id = headers.only(ID);
        if (!isId(id)) {
            throw new RefusedException(ID + " has an unfit length or character");
        }
        String timestamp = headers.only(TIMESTAMP);
        SignedTime.check(timestamp, now, tolerance);
        List<byte[]> signatures = signatures(headers.only(SIGNATURE));
        if (!keys.anyFits(signatures, ascii(id), DOT, ascii(timestamp), DOT, body)) {
            throw new RefusedException("no signature fits");
        }
    }

    /** The headers of a message, for senders and tests. */
    public Map<String, String> sign(String id, long now, byte[] body) {
        String timestamp = Long.toString(now / 1000);
        byte[] signature = keys.sign(ascii(id), DOT, ascii(timestamp), DOT, body);
        return Map.of(ID, id, TIMESTAMP, timestamp, SIGNATURE, VERSION + ByteText.BASE64.write(signature));
    }

    /** Without a dot, which would move the border between id and time. */
    private static boolean isId(String id) {
        return !id.isEmpty()
                && id.length() <= LONGEST_ID
                && id.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '_'
                                || c == '-');
    }

    private static List<byte[]> signatures(String header) throws RefusedException {
        if (header.length() > LONGEST_SIGNATURES) {
            throw new RefusedException(SIGNATURE + " is too long");
        }
        String[] entries = header.split(" ", MOST_SIGNATURES + 1);
        if (entries.length > MOST_SIGNATURES) {
            throw new RefusedException(SIGNATURE + " has too many entries");
        }
        List<byte[]> signatures = new ArrayList<>(1);
        for (String entry : entries) {
            // other versions are for others; none of them counts here
            if (entry.startsWith(VERSION)) {
                signatures.add(ByteText.BASE64.read(entry.substring(VERSION.length())));
            }
        }
        return signatures;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
