package ai.returning.routes.sync.mapping;

/** Strict UTF-8: no overlong form, no surrogate, nothing above U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /**
     * Length of the sequence of two to four bytes that starts at {@code i}; 0 if it is not valid, or -1 if it is a
     * control character (U+0080 to U+009F).
     */
    static int sequence(byte[] in, int i, int to) {
        int first = in[i] & 0xFF;
        if (first < 0xC2) {
            return 0;
        }
        if (i + 1 >= to) {
            return 0;
        }
        int second = in[i + 1] & 0xFF;
        if (first < 0xE0) {
            if ((second & 0xC0) != 0x80) {
                return 0;
            }
            return first == 0xC2 && second < 0xA0 ? -1 : 2;
        }
        return first < 0xF0 ? three(in, i, to, first, second) : four(in, i, to, first, second);
    }

    private static int three(byte[] in, int i, int to, int first, int second) {
        int least = first == 0xE0 ? 0xA0 : 0x80;
        int most = first == 0xED ? 0x9F : 0xBF;
        boolean valid = i + 2 < to && second >= least && second <= most && follows(in[i + 2]);
        return valid ? 3 : 0;
    }

    private static int four(byte[] in, int i, int to, int first, int second) {
        int least = first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xF4 ? 0x8F : 0xBF;
        boolean valid = first <= 0xF4
                && i + 3 < to
                && second >= least
                && second <= most
                && follows(in[i + 2])
                && follows(in[i + 3]);
        return valid ? 4 : 0;
    }

    private static boolean follows(byte b) {
        return (b & 0xC0) == 0x80;
    }

    /** True if the whole slice is valid; control characters do not matter here. */
    static boolean valid(byte[] in, int from, int to) {
        int i = from;
        while (i < to) {
            if (in[i] >= 0) {
                i++;
                continue;
            }
            int size = sequence(in, i, to);
            if (size == 0) {
                return false;
            }
            i += size < 0 ? 2 : size;
        }
        return true;
    }
}
