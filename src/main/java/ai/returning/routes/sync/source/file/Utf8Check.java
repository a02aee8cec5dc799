package ai.returning.routes.sync.source.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whether bytes are strict UTF-8, block after block: no overlong form, no surrogate, nothing above U+10FFFF. */
final class Utf8Check {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int LEAST = 0x80;
    private static final int MOST = 0xBF;

    /** Bytes that must follow for the letter to be whole, and what the next one may be. */
    private int following;

    private int least = LEAST;
    private int most = MOST;

    /** The place of the first byte that does not belong; -1 if all do. */
    int wrong(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (following == 0) {
                i = skipAscii(bytes, i, to);
            }
            if (i < to && !takes(bytes[i] & 0xFF)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the last letter is not whole. */
    boolean isOpen() {
        return following > 0;
    }

    private static int skipAscii(byte[] bytes, int from, int to) {
        int i = from;
        while (i + Long.BYTES <= to && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    private boolean takes(int b) {
        if (following == 0) {
            return begins(b);
        }
        boolean fits = b >= least && b <= most;
        following--;
        least = LEAST;
        most = MOST;
        return fits;
    }

    /** The second byte decides on overlong forms, surrogates and the end of Unicode. */
    private boolean begins(int first) {
        following = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : LEAST;
        most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : MOST;
        return first >= 0xC2 && first <= 0xF4;
    }
}
