package ai.returning.routes.sync.poll;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows dealt with lately, by their whole content, so that an overlap costs a comparison a row. Spares work and promises
 * nothing: what is forgotten is dealt with again, which must do no harm.
 */
final class SeenRows {
    private static final int MOST = 50_000;

    private record Print(long high, long low) {}

    private final Map<Print, Boolean> prints = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Print, Boolean> eldest) {
            return size() > MOST;
        }
    };

    boolean contains(Map<String, @Nullable Object> row) {
        return prints.containsKey(print(row));
    }

    void add(Map<String, @Nullable Object> row) {
        prints.put(print(row), true);
    }

    private static Print print(Map<String, @Nullable Object> row) {
        MessageDigest sha = sha256();
        row.forEach((name, value) -> {
            part(sha, name);
            part(sha, value == null ? null : value.getClass().getSimpleName() + value);
        });
        ByteBuffer hash = ByteBuffer.wrap(sha.digest());
        return new Print(hash.getLong(), hash.getLong());
    }

    /** With its length, so that two parts cannot be read as one. */
    private static void part(MessageDigest sha, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        int length = text == null ? -1 : bytes.length;
        sha.update(new byte[] {(byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length});
        sha.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
