package ai.returning.routes.codec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** A key in a header. Hashes are compared, so that the time tells neither length nor first letters of a key. */
public final class ApiKeyProof implements Proof {
    private final String header;
    private final List<byte[]> hashes;

    /** @param keys all that are valid; two while one replaces the other */
    public ApiKeyProof(String header, List<String> keys) {
        this.header = header;
        this.hashes = keys.stream().map(ApiKeyProof::hash).toList();
    }

    @Override
    public void check(byte[] body, MessageHeaders headers, long now) throws RefusedException {
        byte[] given = hash(headers.only(header));
        boolean fits = false;
        for (byte[] hash : hashes) {
            fits |= MessageDigest.isEqual(hash, given);
        }
        if (!fits) {
            throw new RefusedException("the key in header " + header + " is not the one of the endpoint");
        }
    }

    /** SHA-256 of a text. */
    static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
