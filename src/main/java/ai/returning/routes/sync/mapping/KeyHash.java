package ai.returning.routes.sync.mapping;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The 128-bit XXH3 hash of the key of a row: the identifier without white space around it, in lower case ({@link
 * Locale#ROOT}) where the community ignores case. Both halves are 0 where a row has no key.
 */
final class KeyHash {
    private static final Hasher128 XXH3 = Hashing.xxh3_128();

    private final boolean ignoreCase;
    private byte[] scratch = new byte[256];
    private long high;
    private long low;

    KeyHash(boolean ignoreCase) {
        this.ignoreCase = ignoreCase;
    }

    /** True if a text, as the API names a user, has the given key hash. */
    static boolean matches(String identifier, boolean ignoreCase, long high, long low) {
        KeyHash hash = new KeyHash(ignoreCase);
        hash.take(identifier);
        return hash.high == high && hash.low == low;
    }

    void take(Cell cell) {
        high = 0;
        low = 0;
        if (cell.isNull() || cell.isBlank()) {
            return;
        }
        int size = cell.to - cell.from;
        if (scratch.length < size) {
            scratch = new byte[size * 2];
        }
        if (!plain(cell)) {
            other(cell);
        }
    }

    /** Without escapes and with letters of at most two bytes no text object is needed. */
    private boolean plain(Cell cell) {
        byte[] in = cell.bytes;
        int from = cell.from;
        int to = cell.to;
        while (from < to && in[from] >= 0 && in[from] <= ' ') {
            from++;
        }
        while (to > from && in[to - 1] >= 0 && in[to - 1] <= ' ') {
            to--;
        }
        int end = fold(in, from, to, cell.escaped);
        if (end < 0) {
            return false;
        }
        set(XXH3.hashBytesTo128Bits(scratch, 0, end));
        return true;
    }

    /** Copies the key in lower case; returns its length, or -1 where that takes a text object. */
    private int fold(byte[] in, int from, int to, boolean escaped) {
        byte[] out = scratch;
        int at = 0;
        for (int i = from; i < to; i++) {
            byte b = in[i];
            if (b < 0) {
                int pair = i + 1 < to ? TwoByteCase.lower(b, in[i + 1]) : 0;
                if (pair == 0) {
                    return -1;
                }
                out[at++] = ignoreCase ? (byte) (pair >> 8) : b;
                out[at++] = ignoreCase ? (byte) pair : in[i + 1];
                i++;
            } else if (b == '\\' && escaped) {
                return -1;
            } else {
                out[at++] = ignoreCase && b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
            }
        }
        return at;
    }

    private void other(Cell cell) {
        byte[] value = cell.value();
        if (!Utf8.valid(value, 0, value.length)) {
            return;
        }
        take(new String(value, StandardCharsets.UTF_8));
    }

    private void take(String text) {
        String key = text.trim();
        byte[] folded = (ignoreCase ? key.toLowerCase(Locale.ROOT) : key).getBytes(StandardCharsets.UTF_8);
        set(XXH3.hashBytesTo128Bits(folded, 0, folded.length));
    }

    private void set(HashValue128 hash) {
        high = hash.getMostSignificantBits();
        low = hash.getLeastSignificantBits();
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }
}
